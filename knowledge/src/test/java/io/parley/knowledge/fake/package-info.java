/// Core's knowledge ports in memory, and the real embedder once for all tests of a JVM; for the
/// tests of later modules too.
package io.parley.knowledge.fake;
