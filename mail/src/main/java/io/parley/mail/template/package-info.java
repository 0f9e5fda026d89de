/// The program's own templates, one file for each kind and language. Start at
/// [io.parley.mail.template.BundledTemplates].
package io.parley.mail.template;
