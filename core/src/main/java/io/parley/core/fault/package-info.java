/// How work fails: by an error of Java that ends one piece of it and nothing else
/// ([io.parley.core.fault.WorkFailed]), or by a provider outside
/// ([io.parley.core.fault.ProviderFailure]), which is left alone when it fails too often
/// ([io.parley.core.fault.BreakerState]).
package io.parley.core.fault;
