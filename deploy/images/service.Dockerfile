# One image per service: docker build -f deploy/images/service.Dockerfile --build-arg SERVICE=fleet .
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /workspace
COPY package.json package-lock.json .npmrc ./
COPY apps ./apps
COPY libs ./libs
COPY tools ./tools
COPY e2e/package.json ./e2e/package.json
# The image brings its own Node: the one among the packages is for machines that have an older one.
RUN npm ci --omit=optional --include=dev
COPY nx.json tsconfig.base.json .swcrc .prettierrc.json jest.preset.mjs eslint.config.mjs ./
RUN NX_DAEMON=false npx nx run-many -t build
RUN npm prune --omit=dev --omit=optional

FROM node:24.21.0-bookworm-slim
ARG SERVICE
ENV NODE_ENV=production SERVICE_NAME=${SERVICE} NODE_OPTIONS="--enable-source-maps --disable-warning=TimeoutNegativeWarning"
WORKDIR /workspace
COPY --from=build --chown=root:root /workspace/package.json ./package.json
COPY --from=build --chown=root:root /workspace/node_modules ./node_modules
COPY --from=build --chown=root:root /workspace/libs ./libs
COPY --from=build --chown=root:root /workspace/tools ./tools
COPY --from=build --chown=root:root /workspace/apps ./apps
RUN mkdir -p /var/lib/trackingbms && chown node:node /var/lib/trackingbms
USER node
# A shell would stand between the orchestrator's signals and the service.
ENTRYPOINT ["node"]
CMD ["apps/none/dist/main.js"]
