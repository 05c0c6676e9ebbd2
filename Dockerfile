# syntax=docker/dockerfile:1
FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production TAKT_HOST=0.0.0.0 TAKT_PORT=7420 TAKT_DATA_DIR=/data TAKT_CACHE_DIR=/tmp/takt-cache NODE_COMPILE_CACHE=/tmp/takt-cache/compile
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
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["node", "src/bin/health.mjs"]
# Other machines can reach 0.0.0.0, so it asks for access keys (`node src/cli.ts keys create` makes them) unless TAKT_ALLOW_OPEN=yes is said.
CMD ["node", "src/cli.ts", "serve"]
