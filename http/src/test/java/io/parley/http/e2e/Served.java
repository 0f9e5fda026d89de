package io.parley.http.e2e;

import java.net.URI;

/// Something that answers at the clients' port: a server, or one node of several.
@FunctionalInterface
interface Served {
  URI http(String path);
}
