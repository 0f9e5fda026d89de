/// Access tokens: JSON Web Tokens that this installation issues and verifies, bound to an
/// organisation, a person or program, and a sign-in.
package io.parley.identity.token;
