package app.akin.installer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A verb of the command line for manual page and completions, derived from the picocli definition.
///
/// @param path its words, starting with the program name
/// @param summary a one-sentence description
/// @param options its options, ordered by name
/// @param parameters its positional parameters
/// @param verbs its subcommands, ordered by name
record Verb(
    List<String> path,
    String summary,
    List<Argument> options,
    List<Argument> parameters,
    List<Verb> verbs) {
  /// The kind of a value.
  sealed interface Value {
    /// No value.
    record None() implements Value {}

    /// One of several words.
    record OneOf(List<String> words) implements Value {}

    /// An existing folder.
    record Folder() implements Value {}

    /// An existing file.
    record File() implements Value {}

    /// Anything else.
    record Any() implements Value {}
  }

  /// An option or a positional parameter.
  ///
  /// @param names names of an option; empty for a parameter
  /// @param label label of the value; empty for a flag
  /// @param value kind of the value
  /// @param repeats whether it may be repeated
  /// @param optional whether it is optional
  /// @param summary a one-sentence description
  record Argument(
      List<String> names,
      String label,
      Value value,
      boolean repeats,
      boolean optional,
      String summary) {
    /// Returns the longest name.
    String longName() {
      return names.getLast();
    }
  }

  /// Returns the verbs of a command line.
  static Verb of(CommandLine commandLine) {
    return of(commandLine.getCommandSpec(), List.of());
  }

  private static Verb of(CommandSpec spec, List<String> above) {
    List<String> path = new ArrayList<>(above);
    path.add(spec.name());
    List<Argument> options =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(Verb::argument)
            .sorted(Comparator.comparing(Argument::longName))
            .toList();
    List<Verb> verbs = new ArrayList<>();
    new TreeMap<>(spec.subcommands())
        .values()
        .forEach(below -> verbs.add(of(below.getCommandSpec(), path)));
    return new Verb(
        List.copyOf(path),
        String.join(" ", spec.usageMessage().header()),
        options,
        spec.positionalParameters().stream().map(Verb::argument).toList(),
        List.copyOf(verbs));
  }

  /// Returns the last word.
  String name() {
    return path.getLast();
  }

  private static Argument argument(ArgSpec argument) {
    List<String> names =
        switch (argument) {
          case OptionSpec option ->
              Arrays.stream(option.names())
                  .sorted(Comparator.comparingInt(String::length))
                  .toList();
          case PositionalParamSpec _ -> List.of();
          default -> throw new IllegalArgumentException(argument.toString());
        };
    boolean takesNone = argument.isOption() && argument.arity().max() == 0;
    String label = takesNone ? "" : argument.paramLabel();
    return new Argument(
        names,
        label,
        takesNone ? new Value.None() : value(label),
        argument.isMultiValue() || argument.arity().max() > 1,
        argument.isOption() || (!argument.required() && argument.arity().min() == 0),
        String.join(" ", argument.description()).replace("%%", "%").strip());
  }

  /// Derives the kind from the label: `DIR` is a folder, `FILE` a file, `a|b` one of two words.
  private static Value value(String label) {
    if (label.contains("|")) {
      List<String> words =
          Arrays.stream(label.split("\\|"))
              .filter(word -> word.equals(word.toLowerCase(Locale.ROOT)))
              .toList();
      return words.isEmpty() ? new Value.Folder() : new Value.OneOf(words);
    }
    return switch (label) {
      case "DIR" -> new Value.Folder();
      case "FILE" -> new Value.File();
      default -> new Value.Any();
    };
  }
}
