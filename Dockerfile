# Build: everything, with the compiler.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build && npm prune --omit=dev

# Run: only what serves, as a user without rights.
FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    RACCORDO_HTTP_HOST=0.0.0.0 \
    RACCORDO_STORE_DIRECTORY=/var/lib/raccordo
WORKDIR /app
RUN mkdir -p /var/lib/raccordo && chown node:node /var/lib/raccordo
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY contracts ./contracts
COPY schemas ./schemas
COPY routes ./routes
COPY LICENSE ./
USER node
VOLUME /var/lib/raccordo
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.RACCORDO_HTTP_PORT||8080)+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["serve"]
