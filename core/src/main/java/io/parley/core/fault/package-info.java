/// Errors of Java that end one piece of work and nothing else: [io.parley.core.fault.WorkFailed].
package io.parley.core.fault;
