package app.akin.installer;

import app.akin.installer.Verb.Argument;
import java.util.List;

/// The manual page of the program, in `man(7)` format.
///
/// @param program the program
/// @param version the version
/// @param date date of the page, such as `2026-01-31`
record ManPage(Verb program, String version, String date) {
  private static final String TAIL =
      """
      .SH EXIT STATUS
      .TP
      0
      What was asked for is done. Photos that could not be taken in are in the report, not here.
      .TP
      1
      It failed; one sentence on standard error says why and what to do.
      .TP
      2
      The command line could not be understood.
      .SH ENVIRONMENT
      .TP
      .B AKIN_HOME
      One folder for everything that Akin keeps, instead of the places below.
      .TP
      .BR XDG_DATA_HOME ", " XDG_CACHE_HOME ", " XDG_STATE_HOME
      Where the places below begin.
      .TP
      .B AKIN_JAVA_OPTIONS
      More options for Java, such as \\-Xmx3g.
      .SH FILES
      .TP
      .I ~/.local/share/akin
      The library and the models. Photos themselves are only ever read.
      .TP
      .I ~/.cache/akin
      Prepared models; may be deleted at any time.
      .TP
      .I ~/.local/state/akin/logs
      Logs.
      .TP
      .I .akinignore
      In a photo folder, patterns of what to leave out, in the syntax of
      .BR gitignore (5).
      .SH EXAMPLES
      .EX
      akin index ~/Pictures
      akin search "boats on a lake"
      akin search \\-\\-image beach.jpg "make it night"
      akin search \\-\\-print0 "a dog" | xargs \\-0 ls \\-l
      .EE
      """;

  /// Returns the page.
  String text() {
    StringBuilder page = new StringBuilder();
    page.append(".TH AKIN 1 ")
        .append(date)
        .append(" \"Akin ")
        .append(version)
        .append("\" \"User Commands\"\n");
    page.append(".SH NAME\nakin \\- finds the photo you mean\n");
    page.append(".SH SYNOPSIS\n");
    synopsis(page, program);
    page.append(".SH DESCRIPTION\n").append(escaped(program.summary())).append('\n');
    page.append("Without a verb the window opens.\n");
    page.append(".SH OPTIONS\nThese may stand before and after every verb, but for ");
    page.append("\\-\\-self\\-test and \\-\\-version.\n");
    program.options().forEach(option -> option(page, option));
    page.append(".SH VERBS\n");
    program.verbs().forEach(verb -> verb(page, verb));
    return page.append(TAIL).toString();
  }

  private void verb(StringBuilder page, Verb verb) {
    if (!verb.verbs().isEmpty()) {
      verb.verbs().forEach(below -> verb(page, below));
      return;
    }
    page.append(".SS ").append(escaped(String.join(" ", verb.path()))).append('\n');
    synopsis(page, verb);
    page.append(".PP\n").append(escaped(verb.summary())).append('\n');
    verb.parameters().forEach(parameter -> option(page, parameter));
    own(verb).forEach(option -> option(page, option));
  }

  /// Returns the options of a verb that it does not share with the program.
  private List<Argument> own(Verb verb) {
    List<String> shared = program.options().stream().map(Argument::longName).toList();
    return verb.options().stream().filter(option -> !shared.contains(option.longName())).toList();
  }

  private void synopsis(StringBuilder page, Verb verb) {
    page.append(".PP\n.B ").append(escaped(String.join(" ", verb.path()))).append('\n');
    page.append("[\\fIoptions\\fR]");
    if (!verb.verbs().isEmpty()) {
      page.append(" [\\fIverb\\fR]");
    }
    for (Argument parameter : verb.parameters()) {
      String label = "\\fI" + escaped(parameter.label()) + "\\fR";
      page.append(parameter.optional() ? " [" + label : " " + label)
          .append(parameter.repeats() ? " ..." : "")
          .append(parameter.optional() ? "]" : "");
    }
    page.append('\n');
  }

  private static void option(StringBuilder page, Argument option) {
    page.append(".TP\n");
    for (int i = 0; i < option.names().size(); i++) {
      page.append(i == 0 ? "\\fB" : "\\fR, \\fB").append(escaped(option.names().get(i)));
    }
    page.append(option.names().isEmpty() ? "\\fI" : option.label().isEmpty() ? "" : "\\fR \\fI");
    page.append(escaped(option.label())).append("\\fR\n");
    page.append(escaped(option.summary())).append('\n');
  }

  private static String escaped(String text) {
    String plain = text.replace("%n", "").replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
