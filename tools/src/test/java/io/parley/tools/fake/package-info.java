/// Core's ports in memory, for tests: small, true to the ports' promises, and able to fail on
/// demand.
package io.parley.tools.fake;
