/// Owners of data. Every key begins with a [io.parley.core.tenant.TenantId].
package io.parley.core.tenant;
