/// Provisioning by an organisation's directory (SCIM, RFC 7643 and 7644): [Provisioning] has people
/// join and leave, and gives them roles. The protocol is not known here.
package io.parley.identity.scim;
