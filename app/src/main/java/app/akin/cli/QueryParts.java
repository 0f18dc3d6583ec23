package app.akin.cli;

import app.akin.core.search.QueryPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// The parts of a query, collected while the command line is read: a weight belongs to the part
/// just before it. Words without an option are one text, wherever they stand. One thread at a time.
final class QueryParts {
  private static final String FROM_INPUT = "-";

  private final Words values;
  private final List<QueryPart> parts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private double wordsWeight = 1;
  private @Nullable Kind last;

  private enum Kind {
    PART,
    WORDS
  }

  /// Reads all of the standard input.
  interface TextSource {
    /// The text, without the white space around it.
    String read() throws IOException;
  }

  QueryParts(Words values) {
    this.values = values;
  }

  /// The parts as they were typed, the loose words after them.
  ///
  /// @param input what a lone `-` stands for
  List<QueryPart> request(TextSource input) throws IOException {
    List<QueryPart> all = new ArrayList<>(parts);
    if (!words.isEmpty()) {
      List<String> read = new ArrayList<>();
      for (String word : words) {
        read.add(word.equals(FROM_INPUT) ? input.read() : word);
      }
      all.add(new QueryPart.Words(String.join(" ", read), wordsWeight));
    }
    return all;
  }

  private void add(QueryPart part) {
    parts.add(part);
    last = Kind.PART;
  }

  private void addWord(String word) {
    words.add(word);
    last = Kind.WORDS;
  }

  /// False where there is no part before the weight.
  private boolean weigh(double weight) {
    switch (last) {
      case null -> {
        return false;
      }
      case WORDS -> wordsWeight = weight;
      case PART -> parts.add(parts.removeLast().weighing(weight));
    }
    return true;
  }

  /// Takes one part or weight from the command line.
  static final class Typed implements IParameterConsumer {
    @Override
    // The type is picocli's.
    @SuppressWarnings("JdkObsolete")
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
      SearchVerb verb = (SearchVerb) command.userObject();
      QueryParts parts = verb.parts();
      try {
        if (!(argument instanceof OptionSpec option)) {
          parts.addWord(arguments.pop());
          return;
        }
        String name = option.longestName();
        if (arguments.isEmpty()) {
          throw parts.values.missing(name);
        }
        String value = arguments.pop();
        switch (name) {
          case "--image" -> parts.add(new QueryPart.Picture(absolute(parts, value), 1));
          case "--text" -> parts.add(new QueryPart.Words(value, 1));
          case "--not" -> parts.add(new QueryPart.Minus(value, 1));
          default -> {
            if (!parts.weigh(parts.values.weight(value))) {
              throw parts.values.weightAlone(value);
            }
          }
        }
      } catch (TypeConversionException e) {
        throw new ParameterException(command.commandLine(), e.getMessage(), e, argument, null);
      }
    }

    private static Path absolute(QueryParts parts, String value) {
      return parts.values.path(value).toAbsolutePath().normalize();
    }
  }
}
