/// The program itself: its settings ([io.parley.http.ops.runtime.ConfigurationEndpoint]), the state
/// of its JVM ([io.parley.http.ops.runtime.RuntimeEndpoint]), and its log levels
/// ([io.parley.http.ops.runtime.LoggerEndpoints]).
package io.parley.http.ops.runtime;
