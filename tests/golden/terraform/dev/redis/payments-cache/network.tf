data "aws_vpc" "this" {
  tags = {
    Environment = "dev"
  }
}

data "aws_subnets" "private" {
  tags = {
    Tier = "private"
  }

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.this.id]
  }
}

locals {
  vpc_id             = data.aws_vpc.this.id
  vpc_cidr           = data.aws_vpc.this.cidr_block
  private_subnet_ids = data.aws_subnets.private.ids
}
