/// People with an account: one [io.parley.core.person.Person] for each, whatever the number of
/// organisations. [io.parley.core.person.Persons] is the port. How they prove themselves is no part
/// of it.
package io.parley.core.person;
