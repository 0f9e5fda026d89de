/// Real servers for tests, in this module and in those that use its test-jar: one PostgreSQL and
/// one object store for a test JVM, started at the first use and stopped when the JVM ends. Each
/// test class takes a [FreshDatabase] or a [FreshBucket] of its own, which costs a tenth of a
/// second.
package io.parley.persistence.testing;
