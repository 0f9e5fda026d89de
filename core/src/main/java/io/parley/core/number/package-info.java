/// Telephone numbers of organisations, other than those that the settings name. Start at
/// [io.parley.core.number.OrganisationNumbers].
package io.parley.core.number;
