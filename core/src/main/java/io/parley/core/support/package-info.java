/// The company's tickets and orders. The ports are here, the tables in persistence.
package io.parley.core.support;
