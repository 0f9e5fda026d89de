/// People whom organisations' directories have named, in a table of tenants.
package io.parley.persistence.directory;
