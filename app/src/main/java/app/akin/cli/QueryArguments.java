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

/// Collects the parts of a query while picocli parses the arguments: a weight applies to the
/// preceding part. Words without an option form one text. Not thread-safe.
final class QueryArguments {
  private static final String FROM_INPUT = "-";

  private final OptionConverters values;
  private final List<QueryPart> parts = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private double wordsWeight = 1;
  private @Nullable Kind last;

  private enum Kind {
    PART,
    WORDS
  }

  /// Reads all of standard input.
  interface TextSource {
    /// Returns the text without surrounding white space.
    String read() throws IOException;
  }

  QueryArguments(OptionConverters values) {
    this.values = values;
  }

  /// Returns the parts in the order of the arguments, followed by the words without an option.
  ///
  /// @param input read for the argument `-`
  List<QueryPart> request(TextSource input) throws IOException {
    List<QueryPart> all = new ArrayList<>(parts);
    if (!words.isEmpty()) {
      List<String> read = new ArrayList<>();
      for (String word : words) {
        read.add(word.equals(FROM_INPUT) ? input.read() : word);
      }
      all.add(new QueryPart.Text(String.join(" ", read), wordsWeight));
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

  /// Returns false if no part precedes the weight.
  private boolean setWeight(double weight) {
    switch (last) {
      case null -> {
        return false;
      }
      case WORDS -> wordsWeight = weight;
      case PART -> parts.add(parts.removeLast().withWeight(weight));
    }
    return true;
  }

  /// Adds one part or weight.
  static final class PartConsumer implements IParameterConsumer {
    @Override
    // The signature is defined by picocli.
    @SuppressWarnings("JdkObsolete")
    public void consumeParameters(Stack<String> arguments, ArgSpec argument, CommandSpec command) {
      SearchVerb verb = (SearchVerb) command.userObject();
      QueryArguments parts = verb.parts();
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
          case "--image" -> parts.add(new QueryPart.Image(absolute(parts, value), 1));
          case "--text" -> parts.add(new QueryPart.Text(value, 1));
          case "--not" -> parts.add(new QueryPart.ExcludedText(value, 1));
          default -> {
            if (!parts.setWeight(parts.values.weight(value))) {
              throw parts.values.weightAlone(value);
            }
          }
        }
      } catch (TypeConversionException e) {
        throw new ParameterException(command.commandLine(), e.getMessage(), e, argument, null);
      }
    }

    private static Path absolute(QueryArguments parts, String value) {
      return parts.values.path(value).toAbsolutePath().normalize();
    }
  }
}
