/// `/scim/v2`: an organisation's directory has people join and leave, and gives them roles (SCIM
/// 2.0, RFC 7643 and 7644), with an API key whose scope is `provision`.
/// [io.parley.http.scim.ScimEndpoints] has all of it.
package io.parley.http.scim;
