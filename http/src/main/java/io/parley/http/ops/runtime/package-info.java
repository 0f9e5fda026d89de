/// The program itself: what it was told ([io.parley.http.ops.runtime.ConfigurationEndpoint]), how
/// its JVM is doing ([io.parley.http.ops.runtime.RuntimeEndpoint]), and how much it logs
/// ([io.parley.http.ops.runtime.LoggerEndpoints]).
package io.parley.http.ops.runtime;
