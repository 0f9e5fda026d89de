/// The product as its users meet it: the built program as a process of its own, started, talked to,
/// killed and started again.
package io.parley.server.e2e;
