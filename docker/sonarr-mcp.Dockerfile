# The image of sonarr-mcp. From the root of the repository:
#   docker build -f docker/sonarr-mcp.Dockerfile -t sonarr-mcp .
# The Dockerfiles of the three servers are alike; npm run check says so when they are not.

FROM --platform=$BUILDPLATFORM node:24.21.0-trixie-slim@sha256:8ec5d7557396cfe32d21c3f9c13072355ceab22b584578ca4bb28af31120cffe AS build
ARG SERVER=sonarr-mcp
WORKDIR /build
COPY . .
RUN node scripts/ensure.mjs && node scripts/build.mjs "$SERVER" && node scripts/container.mjs "$SERVER" /image

FROM node:24.21.0-trixie-slim@sha256:8ec5d7557396cfe32d21c3f9c13072355ceab22b584578ca4bb28af31120cffe
LABEL org.opencontainers.image.title="sonarr-mcp" \
      org.opencontainers.image.description="MCP server and typed client for Sonarr: what gets recorded and downloaded" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.vendor="Watchstack" \
      org.opencontainers.image.url="https://github.com/watchstack/watchstack" \
      org.opencontainers.image.source="https://github.com/watchstack/watchstack" \
      org.opencontainers.image.documentation="https://github.com/watchstack/watchstack/blob/main/docs/containers.md" \
      io.modelcontextprotocol.server.name="io.github.watchstack/sonarr-mcp"
# HTTP by the environment and not by CMD, so that flags and commands append: docker run … sonarr-mcp --toolsets all
ENV NODE_ENV=production \
    container=oci \
    HOME=/config \
    XDG_CONFIG_HOME=/config \
    XDG_DATA_HOME=/config \
    XDG_STATE_HOME=/config \
    XDG_CACHE_HOME=/config \
    MCP_STATE_DIR=/config/state \
    MCP_TRANSPORT=http \
    MCP_HOST=0.0.0.0
# Programs and their own folder in one step that runs nothing, so that every platform is built without emulation.
COPY --from=build /image/ /
WORKDIR /app
USER 1000:1000
VOLUME /config
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.MCP_PORT || 8080) + '/health').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli.js"]
