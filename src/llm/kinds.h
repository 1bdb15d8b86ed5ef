#pragma once

#include <array>
#include <string_view>

/// What exists in the world and not in the catalog: named when it is refused, or asked back.
namespace llm::english {

/// Kinds of infrastructure that exist in the world. Those that the catalog has are its own words and come
/// first; the rest are refused by name. Separated by |; a * marks everyday words, which count only where they
/// are asked for.
inline constexpr std::string_view foreign_kinds =
    "ec2|ec2 instance|virtual machine|vm|vms|virtual server|compute instance|compute engine|bare metal "
    "server|"
    "web server|app server|application server|gpu instance|gpu node|auto scaling group|autoscaling "
    "group|launch template|"
    "lambda|lambda function|cloud function|serverless function|step function|aws function|fargate|ecs|ecs "
    "cluster|"
    "ecs service|app runner|elastic beanstalk|lightsail|batch compute|eks|eks cluster|gke|gke "
    "cluster|aks|aks cluster|"
    "kubernetes cluster|k8s cluster|openshift cluster|openshift|nomad cluster|kafka|kafka cluster|kafka "
    "topic|msk|"
    "confluent|redpanda|kinesis|kinesis stream|event stream|data stream|firehose|rabbitmq|rabbit "
    "mq|activemq|amazon mq|"
    "nats|pulsar|event bus|eventbridge|sns|sns topic|pub sub|pubsub|service bus|mqtt "
    "broker|mongodb|mongo|mongo db|"
    "documentdb|document db|dynamodb|dynamo db|dynamo|dynamodb "
    "table|cassandra|scylladb|keyspaces|couchbase|couchdb|"
    "neo4j|neptune|graph database|influxdb|timestream|timescaledb|time series "
    "database|clickhouse|elasticsearch|"
    "elastic search|opensearch|open search|solr|search cluster|vector "
    "database|pinecone|qdrant|weaviate|milvus|redshift|"
    "data warehouse|snowflake|bigquery|big query|databricks|athena|glue|glue job|emr|spark "
    "cluster|hadoop|airflow|"
    "aurora|aurora cluster|spanner|cloud sql|firestore|cosmos "
    "db|cosmosdb|firebase|supabase|memcached|memcache|hazelcast|"
    "load balancer|loadbalancer|alb|nlb|elb|application load balancer|network load balancer|api "
    "gateway|ingress controller|"
    "reverse proxy|nginx|haproxy|cdn|cloudfront|cloudfront distribution|cloudflare|waf|web application "
    "firewall|"
    "firewall|vpc|subnet|vpn|vpn gateway|transit gateway|nat gateway|internet gateway|direct connect|bastion|"
    "bastion host|jump host|security group|route 53|route53|dns record|dns zone|hosted zone|domain name|"
    "ssl certificate|tls certificate|certificate*|acm certificate|iam role|iam user|iam policy|service "
    "account|"
    "secrets manager|secret*|parameter store|vault|hashicorp vault|key vault|cognito|user pool|ebs "
    "volume|ebs|efs|"
    "efs file system|nfs share|nfs|file system|fsx|persistent volume|ssh key|gcs|gcs bucket|google cloud "
    "storage|gcp!|"
    "google cloud!|azure!|azure blob storage|azure storage|azure sql|blob container|alibaba cloud!|oracle "
    "cloud|digitalocean!|"
    "heroku!|sagemaker|bedrock|ses|codepipeline|codebuild|jenkins|jenkins server|gitlab|gitlab runner|ci "
    "runner|"
    "git repository|github repository|github repo|git repo|grafana|prometheus|datadog|cloudwatch|cloudwatch "
    "alarm|alarm*|"
    "log group|dashboard*|helm chart|deployment*|pod*|function*|cron "
    "job|cronjob|container*|topic*|stream*|domain*|"
    "virtual network|vnet|website*|web site*|mail server|smtp server|ftp server|sftp server|sftp|mainframe|"
    "kubernetes|k8s|cluster*|server*|machine*|instance*|supercomputer|laptop|notebook*";

/// Engines that somebody may ask for where a type has an engine of its own: "an Oracle database" says what it
/// is, and the check says what is allowed.
inline constexpr std::string_view foreign_engines =
    "oracle|sql server|mssql|ms sql|microsoft sql server|db2|ibm db2|sqlite|cockroachdb|cockroach|cockroach "
    "db|"
    "yugabyte|yugabytedb|sybase|firebird|h2|percona|tidb|dragonfly|dragonflydb|keydb|garnet";

/// Words for a place to put something that leave the type open, and the word that fitting types have in their
/// names.
struct Vague {
    std::string_view say;
    std::string_view fits;  ///< separated by |; empty: every type
};

inline constexpr std::array vague_kinds{
    Vague{
        "storage|data storage|datastore|data store|store|somewhere to store|somewhere to put|somewhere to "
        "keep|"
        "place to store|place to put|place to keep|persistence|persistence layer|persistent storage|data "
        "layer|"
        "storage solution|storage space|something to store|something to keep|something to hold|"
        "backing store|cloud storage|nosql|nosql database|somewhere",
        "database|store|storage|cache"},
    Vague{
        "messaging|message broker|broker|message bus|messaging system|something for messages|pubsub system",
        "queue"},
    Vague{"caching|caching layer", "cache"},
    Vague{"queueing|queuing|message queueing|message queuing", "queue"},
    Vague{"registry|repository|repo|artifact repository|artifact registry", "registry|repository"},
    Vague{
        "infrastructure|infra|resource|resources|something|environment|stack|backend stack|cloud "
        "resource|"
        "cloud resources|aws resources|aws resource",
        ""},
};

/// Environments that many companies have; what the catalog does not have is asked back, never silently
/// another.
inline constexpr std::string_view foreign_environments =
    "qa test testing int integration preview demo perf performance acceptance dr canary nonprod non-prod "
    "local e2e lab";

}  // namespace llm::english
