/// Organisations over HTTP: the one that the caller is signed in to (`/v1/organisation`), and all
/// of them for the platform's staff (`/v1/organisations`, `/v1/platform`). Start at
/// [io.parley.http.organisation.OrganisationEndpoints].
///
/// Commands carry their author to [io.parley.core.organisation.Organisations], which decides what
/// the author may do in the command's own transaction; no endpoint decides that in advance, and
/// none takes an organisation of its own from a request's body. Reading asks the caller's
/// principal.
package io.parley.http.organisation;
