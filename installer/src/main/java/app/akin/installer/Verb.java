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

/// A verb of the command line as its help and its completions tell it, from the command line's own
/// definition.
///
/// @param path its words, the program's name first
/// @param summary what it does, in a sentence
/// @param options its options, in the order of their names
/// @param parameters what follows, in order
/// @param verbs the verbs below it, in the order of their names
record Verb(
    List<String> path,
    String summary,
    List<Choice> options,
    List<Choice> parameters,
    List<Verb> verbs) {
  /// What a value is.
  sealed interface Value {
    /// There is none.
    record None() implements Value {}

    /// One of some words.
    record Words(List<String> words) implements Value {}

    /// A folder, which is there.
    record Folder() implements Value {}

    /// A file, which is there.
    record File() implements Value {}

    /// Anything else.
    record Any() implements Value {}
  }

  /// An option or a parameter.
  ///
  /// @param names an option's names; none for a parameter
  /// @param label what its value is called; empty for a switch
  /// @param value what its value is
  /// @param repeats whether it may be given more than once
  /// @param optional whether it may be left out
  /// @param summary what it does, in a sentence
  record Choice(
      List<String> names,
      String label,
      Value value,
      boolean repeats,
      boolean optional,
      String summary) {
    /// The longest name.
    String longName() {
      return names.getLast();
    }
  }

  /// The verbs of a command line.
  static Verb of(CommandLine commandLine) {
    return of(commandLine.getCommandSpec(), List.of());
  }

  private static Verb of(CommandSpec spec, List<String> above) {
    List<String> path = new ArrayList<>(above);
    path.add(spec.name());
    List<Choice> options =
        spec.options().stream()
            .filter(option -> !option.hidden())
            .map(Verb::choice)
            .sorted(Comparator.comparing(Choice::longName))
            .toList();
    List<Verb> verbs = new ArrayList<>();
    new TreeMap<>(spec.subcommands())
        .values()
        .forEach(below -> verbs.add(of(below.getCommandSpec(), path)));
    return new Verb(
        List.copyOf(path),
        String.join(" ", spec.usageMessage().header()),
        options,
        spec.positionalParameters().stream().map(Verb::choice).toList(),
        List.copyOf(verbs));
  }

  /// The last word.
  String name() {
    return path.getLast();
  }

  private static Choice choice(ArgSpec argument) {
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
    return new Choice(
        names,
        label,
        takesNone ? new Value.None() : value(label),
        argument.isMultiValue() || argument.arity().max() > 1,
        argument.isOption() || (!argument.required() && argument.arity().min() == 0),
        String.join(" ", argument.description()).replace("%%", "%").strip());
  }

  /// Labels tell: `DIR` is a folder, `FILE` a file, `a|b` one of two words in small letters.
  private static Value value(String label) {
    if (label.contains("|")) {
      List<String> words =
          Arrays.stream(label.split("\\|"))
              .filter(word -> word.equals(word.toLowerCase(Locale.ROOT)))
              .toList();
      return words.isEmpty() ? new Value.Folder() : new Value.Words(words);
    }
    return switch (label) {
      case "DIR" -> new Value.Folder();
      case "FILE" -> new Value.File();
      default -> new Value.Any();
    };
  }
}
