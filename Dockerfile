# The command skyflow-loader, built from this folder: docker build -t skyflow-loader .
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
# What Maven fetches stays on the building machine; tests, formatting and bug patterns have commands of their own.
RUN --mount=type=cache,target=/maven \
    mvn --batch-mode --no-transfer-progress -Dmaven.repo.local=/maven -DskipTests -Dspotless.check.skip=true package -pl cli -am && \
    mv cli/target/dist /dist

FROM eclipse-temurin:25-jre
# By number, so that Kubernetes can tell that it is not root. Uploaders keep the locks of their names in the working folder.
RUN groupadd --system --gid 10001 skyflow && \
    useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /load skyflow && \
    install -d -o skyflow -g skyflow /load /load/data && \
    ln -s /opt/skyflow-loader/skyflow-loader /usr/local/bin/skyflow-loader
COPY --from=build /dist/snowflake /opt/skyflow-loader/cli/target/dist/snowflake
COPY --from=build /dist/lib /opt/skyflow-loader/cli/target/dist/lib
COPY skyflow-loader /opt/skyflow-loader/
# The launcher takes it as built.
RUN touch /opt/skyflow-loader/cli/target/dist/built
USER 10001
WORKDIR /load
# A process that opens no health port (connection refused: 7) is healthy as long as it is there.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD curl --fail --silent --show-error --output /dev/null http://127.0.0.1:8080/health/live || [ $? = 7 ]
# Becomes the JVM, so that signals reach that.
ENTRYPOINT ["/opt/skyflow-loader/skyflow-loader"]
CMD ["help"]
