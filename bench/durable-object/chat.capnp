using Workerd = import "/workerd/workerd.capnp";

# The address and the directory are given on the command line.
const config :Workerd.Config = (
  services = [
    (name = "chat", worker = .chat),
    (name = "disk", disk = (writable = true)),
  ],
  sockets = [(name = "http", http = (), service = "chat")],
);

const chat :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "chat.mjs")],
  compatibilityDate = "2026-11-01",
  durableObjectNamespaces = [(className = "Session", uniqueKey = "session", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [(name = "SESSIONS", durableObjectNamespace = "Session")],
);
