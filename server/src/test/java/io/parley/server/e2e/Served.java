package io.parley.server.e2e;

import java.net.URI;

/// A server, or one node of several, that serves the clients' port.
@FunctionalInterface
interface Served {
  URI http(String path);
}
