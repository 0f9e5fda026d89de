/// The work of `parley org apply` and `parley org export`: an organisation as files, compared with
/// what a running server has. Start at [io.parley.server.declared.Application]; the comparison is
/// [io.parley.server.declared.Difference], which is pure. Prints no secret and asks nobody.
package io.parley.server.declared;
