/// The program itself: its settings ([io.parley.operations.runtime.ConfigurationEndpoint]), the
/// state of its JVM ([io.parley.operations.runtime.RuntimeEndpoint]), and its log levels
/// ([io.parley.operations.runtime.LoggerEndpoints]).
package io.parley.operations.runtime;
