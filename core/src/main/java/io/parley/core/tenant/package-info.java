/// Whose data it is. Every key in the house begins with a [io.parley.core.tenant.TenantId].
package io.parley.core.tenant;
