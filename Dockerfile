# The build: the same set-up and the same commands as on any Debian 12 machine.
FROM debian:12-slim AS build
WORKDIR /src
# npm is only for the pages of /docs; scripts/setup fetches them when it is there.
RUN apt-get update && apt-get install -y --no-install-recommends npm && rm -rf /var/lib/apt/lists/*
COPY scripts scripts
RUN scripts/setup build && rm -rf /var/lib/apt/lists/*
COPY . .
RUN scripts/build release groundwork && strip build/release/src/groundwork \
    && apt-get update && mkdir runtime \
    && scripts/runtime-packages build/release/src/groundwork runtime/files >runtime/packages

FROM debian:12-slim
COPY --from=build /src/runtime /tmp/runtime
# git serves the local forge's repositories; curl is for the health check.
RUN apt-get update \
    && xargs apt-get install -y --no-install-recommends ca-certificates git curl /tmp/runtime/files/*.deb \
        </tmp/runtime/packages \
    && rm -rf /var/lib/apt/lists/* /tmp/runtime \
    && useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin groundwork \
    && install -d -o groundwork -g groundwork /data
WORKDIR /app
COPY --from=build /src/build/release/src/groundwork /usr/local/bin/groundwork
COPY --from=build /src/.deps/swagger-ui .deps/swagger-ui
COPY docker/entrypoint /usr/local/bin/entrypoint
COPY templates templates
COPY config config
COPY prompts prompts
COPY prompts prompts
USER groundwork
ENV GROUNDWORK_LISTEN=0.0.0.0:8000 GROUNDWORK_AUTH=token GROUNDWORK_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8000/"]
ENTRYPOINT ["entrypoint"]
CMD ["serve"]
