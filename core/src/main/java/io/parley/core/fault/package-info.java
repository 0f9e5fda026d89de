/// Failures of work: a Java error that ends one piece of work only
/// ([io.parley.core.fault.WorkFailed]), or a failure of an external provider
/// ([io.parley.core.fault.ProviderFailure]), which is not called for a while if it fails too often
/// ([io.parley.core.fault.BreakerState]). [io.parley.core.fault.Stages] unwraps what stages tell.
package io.parley.core.fault;
