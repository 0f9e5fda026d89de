/// The company's own things that a conversation is about: tickets and orders. Ports here, tables in
/// persistence.
package io.parley.core.support;
