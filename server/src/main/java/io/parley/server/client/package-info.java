/// Calls of a running server's API by commands such as `parley knowledge` and `parley tools`: start
/// at [io.parley.server.client.OperatorClient].
package io.parley.server.client;
