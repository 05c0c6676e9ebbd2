# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production TAKT_HOST=0.0.0.0 TAKT_PORT=7420 TAKT_DATA_DIR=/data TAKT_CACHE_DIR=/tmp/takt-cache
WORKDIR /app
RUN install -d -o node -g node /data
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY models models
COPY solvers solvers
COPY workers workers
COPY src src
USER node
VOLUME /data
EXPOSE 7420
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7420/livez').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# There are no access keys yet: TAKT_ALLOW_OPEN=yes has to be said by whoever puts the container behind a proxy that checks.
CMD ["node", "src/cli.ts", "serve"]
