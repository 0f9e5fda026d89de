/// Asking servers over HTTP: the client that all providers are asked by, and what their headers
/// say.
package io.parley.outbound.http;
