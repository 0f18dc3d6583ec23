package app.akin.installer;

import app.akin.installer.Verb.Argument;
import app.akin.installer.Verb.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Shell completions.
///
/// @param program the program
record Completions(Verb program) {
  /// Returns the bash completion: one function that walks over the typed words.
  String bash() {
    StringBuilder script = new StringBuilder("# bash completion for akin\n");
    script.append("_akin() {\n");
    script.append("  local at=\"akin\" word i\n");
    script.append(
        "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n");
    script.append("  COMPREPLY=()\n");
    script.append("  for ((i = 1; i < COMP_CWORD; i++)); do\n");
    script.append("    case \"$at ${COMP_WORDS[i]}\" in\n");
    List<Verb> verbs = all(program);
    for (Verb verb : verbs.subList(1, verbs.size())) {
      String path = String.join(" ", verb.path());
      script.append("      \"").append(path).append("\") at=\"").append(path).append("\" ;;\n");
    }
    script.append("    esac\n  done\n");
    script.append("  case \"$at $previous\" in\n");
    for (Verb verb : verbs) {
      for (Argument option : verb.options()) {
        for (String name : option.names()) {
          String action = bashValue(option.value());
          if (!action.isEmpty()) {
            script.append("    \"").append(String.join(" ", verb.path())).append(' ').append(name);
            script.append("\") ").append(action).append("; return ;;\n");
          }
        }
      }
    }
    script.append("  esac\n");
    script.append("  case \"$at\" in\n");
    for (Verb verb : verbs) {
      List<String> words = new ArrayList<>();
      verb.verbs().forEach(below -> words.add(below.name()));
      verb.options().forEach(option -> words.add(option.longName()));
      script.append("    \"").append(String.join(" ", verb.path())).append("\")\n");
      script.append("      COMPREPLY=($(compgen -W \"").append(String.join(" ", words));
      script.append("\" -- \"$current\"))\n");
      for (Argument parameter : verb.parameters()) {
        String files = bashFiles(parameter.value());
        if (!files.isEmpty()) {
          script.append("      [[ $current == -* ]] || ").append(files).append('\n');
        }
      }
      script.append("      ;;\n");
    }
    script.append("  esac\n}\ncomplete -F _akin akin\n");
    return script.toString();
  }

  private static String bashValue(Value value) {
    return switch (value) {
      case Value.None _ -> "";
      case Value.OneOf words ->
          "COMPREPLY=($(compgen -W \"" + String.join(" ", words.words()) + "\" -- \"$current\"))";
      case Value.Folder _, Value.File _ -> bashFiles(value);
      case Value.Any _ -> "COMPREPLY=()";
    };
  }

  private static String bashFiles(Value value) {
    String kind =
        switch (value) {
          case Value.Folder _ -> "-d";
          case Value.File _ -> "-f";
          case Value.None _, Value.OneOf _, Value.Any _ -> "";
        };
    return kind.isEmpty()
        ? ""
        : "{ compopt -o filenames; mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen "
            + kind
            + " -- \"$current\"); }";
  }

  /// Returns the zsh completion: one function per verb.
  String zsh() {
    StringBuilder script = new StringBuilder("#compdef akin\n");
    all(program).forEach(verb -> zsh(script, verb));
    return script.append("\n_akin \"$@\"\n").toString();
  }

  private static void zsh(StringBuilder script, Verb verb) {
    script.append('\n').append(zshName(verb)).append("() {\n");
    if (!verb.verbs().isEmpty()) {
      script.append("  local -a verbs=(\n");
      for (Verb below : verb.verbs()) {
        script.append("    '").append(below.name()).append(':');
        script.append(zshText(below.summary())).append("'\n");
      }
      script.append("  )\n");
    }
    script.append("  local line state\n  _arguments -C");
    for (Argument option : verb.options()) {
      for (String name : option.names()) {
        script.append(" \\\n    '").append(option.repeats() ? "*" : "").append(name).append('[');
        script.append(zshText(option.summary())).append(']');
        script.append(zshValue(option)).append('\'');
      }
    }
    if (verb.verbs().isEmpty()) {
      for (Argument parameter : verb.parameters()) {
        script.append(" \\\n    '").append(parameter.repeats() ? "*" : "");
        script.append(zshValue(parameter)).append('\'');
      }
      script.append("\n}\n");
      return;
    }
    script.append(" \\\n    '1: :->verb' \\\n    '*:: :->rest'\n");
    script.append("  case $state in\n    verb) _describe 'verb' verbs ;;\n    rest)\n");
    script.append("      case $line[1] in\n");
    for (Verb below : verb.verbs()) {
      script.append("        ").append(below.name()).append(") ").append(zshName(below));
      script.append(" ;;\n");
    }
    script.append("      esac\n      ;;\n  esac\n}\n");
  }

  private static String zshName(Verb verb) {
    return "_" + String.join("_", verb.path());
  }

  private static String zshValue(Argument choice) {
    String label = ":" + zshText(choice.label().toLowerCase(Locale.ROOT)) + ":";
    return switch (choice.value()) {
      case Value.None _ -> "";
      case Value.OneOf words -> label + "(" + String.join(" ", words.words()) + ")";
      case Value.Folder _ -> label + "_files -/";
      case Value.File _ -> label + "_files";
      case Value.Any _ -> label;
    };
  }

  private static String zshText(String text) {
    return text.replace("'", "'\\''")
        .replace("[", "\\[")
        .replace("]", "\\]")
        .replace(":", "\\:")
        .replace("%n", "");
  }

  /// Returns the fish completion: one line per verb and option.
  String fish() {
    StringBuilder script = new StringBuilder("# fish completion for akin\ncomplete -c akin -f\n");
    all(program).forEach(verb -> fish(script, verb));
    return script.toString();
  }

  private void fish(StringBuilder script, Verb verb) {
    String here = fishCondition(verb);
    for (Verb below : verb.verbs()) {
      script.append("complete -c akin -n '").append(here).append("' -a ").append(below.name());
      script.append(" -d '").append(fishText(below.summary())).append("'\n");
    }
    for (Argument option : verb.options()) {
      script.append("complete -c akin -n '").append(here).append('\'');
      for (String name : option.names()) {
        script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
      }
      script.append(fishValue(option.value()));
      script.append(" -d '").append(fishText(option.summary())).append("'\n");
    }
    for (Argument parameter : verb.parameters()) {
      String values = fishValue(parameter.value()).replaceFirst("^ -[rx]", "");
      if (!values.isBlank()) {
        script.append("complete -c akin -n '").append(here).append('\'').append(values);
        script.append('\n');
      }
    }
  }

  /// Returns the fish condition that a verb is the last one typed.
  private static String fishCondition(Verb verb) {
    List<String> seen = verb.path().subList(1, verb.path().size());
    List<String> conditions = new ArrayList<>();
    seen.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
    if (!verb.verbs().isEmpty()) {
      conditions.add(
          "not __fish_seen_subcommand_from "
              + String.join(" ", verb.verbs().stream().map(Verb::name).toList()));
    }
    return String.join("; and ", conditions);
  }

  private static String fishValue(Value value) {
    return switch (value) {
      case Value.None _ -> "";
      case Value.OneOf words -> " -x -a '" + String.join(" ", words.words()) + "'";
      case Value.Folder _ -> " -x -a '(__fish_complete_directories)'";
      case Value.File _ -> " -r -F";
      case Value.Any _ -> " -x";
    };
  }

  private static String fishText(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("%n", "");
  }

  /// Returns a verb and all its subcommands, top-down.
  private static List<Verb> all(Verb verb) {
    List<Verb> verbs = new ArrayList<>(List.of(verb));
    verb.verbs().forEach(below -> verbs.addAll(all(below)));
    return verbs;
  }
}
