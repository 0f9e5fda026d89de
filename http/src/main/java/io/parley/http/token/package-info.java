/// Who may open what. [io.parley.http.token.Tokens] makes the tokens of customers and checks every
/// token that comes; who holds one is an [io.parley.http.token.Identity]. What a role may do is
/// said where it is done.
package io.parley.http.token;
