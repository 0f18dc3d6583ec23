package app.akin.core.evaluation.metric;

import app.akin.core.evaluation.data.LabelSet;
import app.akin.core.evaluation.data.LabelledQuery;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.FileOperations;
import app.akin.core.photo.Problem;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A ranking file in the format of a benchmark. Files are written as the publishers write theirs,
/// by Python's `json.dump` with its default separators and ASCII escapes, so a file of that form
/// that is read and written again keeps every byte.
///
/// Sources: README of github.com/miccunifi/CIRCO, `Test-split_server.md` of
/// github.com/Cuberick-Orion/CIRR, README of github.com/pinterest/pinpoint-dataset.
///
/// @param format the format
/// @param head members other than queries, such as `version`, in their order
/// @param headLast whether the head follows the queries, as in files with sorted keys
/// @param rankings the rankings; those of subsets are in [Ranking#subset]
/// @param lineBreak whether the file ends with a line break
public record RankingFile(
    RankingFormat format,
    Map<String, String> head,
    boolean headLast,
    Rankings rankings,
    boolean lineBreak) {
  private static final String VERSION = "version";
  private static final String METRIC = "metric";
  private static final String RECALL = "recall";
  private static final String RECALL_SUBSET = "recall_subset";
  private static final String ITEMS = "retrieved_items";

  /// The version of CIRR's annotations.
  private static final String CIRR_VERSION = "rc2";

  /// Creates a ranking file.
  public RankingFile {
    head = Collections.unmodifiableMap(new LinkedHashMap<>(head));
  }

  /// Returns the file of the rankings of a label set: the queries in the order of the set, without
  /// the photos that they leave out, and no deeper than the format demands. Queries without ranking
  /// are not in the file.
  public static RankingFile of(LabelSet labels, RankingFormat format, Rankings rankings) {
    Map<String, Ranking> cut = new LinkedHashMap<>();
    for (LabelledQuery query : labels.queries()) {
      Ranking ranking = rankings.byQuery().get(query.id());
      if (ranking != null) {
        Set<String> leftOut = query.judgements().leftOut();
        cut.put(
            query.id(),
            ranking(
                format,
                photos(format, ranking).stream()
                    .filter(photo -> !leftOut.contains(photo))
                    .limit(format.depth())
                    .toList()));
      }
    }
    return new RankingFile(format, head(format), false, new Rankings(cut), false);
  }

  /// Reads a ranking file and recognizes its format.
  ///
  /// @throws AkinException if it is not readable or has none of the formats
  public static RankingFile read(Path file) {
    try {
      String text = Files.readString(file);
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      return new Parser(file, reader).parse(text.endsWith("\n"));
    } catch (IOException e) {
      throw new AkinException(e, new Problem.LabelFileUnreadable(file, detail(e)));
    }
  }

  /// Writes the file, replacing an existing one only when it is complete.
  ///
  /// @throws AkinException if it can't be written
  public void write(Path file) {
    Path target = file.toAbsolutePath();
    try {
      FileOperations.write(target, out -> out.write(toJson().getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new AkinException(e, new Problem.RankingUnwritable(file, detail(e)));
    }
  }

  /// Returns the content of the file.
  String toJson() {
    List<String> members = new ArrayList<>();
    rankings
        .byQuery()
        .forEach((query, ranking) -> members.add(PythonJson.quote(query) + ": " + value(ranking)));
    List<String> heads =
        head.entrySet().stream()
            .map(
                entry ->
                    PythonJson.quote(entry.getKey()) + ": " + PythonJson.quote(entry.getValue()))
            .toList();
    members.addAll(headLast ? members.size() : 0, heads);
    return "{" + String.join(", ", members) + "}" + (lineBreak ? "\n" : "");
  }

  private String value(Ranking ranking) {
    List<String> photos = photos(format, ranking);
    return switch (format) {
      case CIRCO -> "[" + String.join(", ", photos) + "]";
      case CIRR_RECALL, CIRR_SUBSET, PLAIN -> PythonJson.list(photos);
      case PINPOINT -> "{" + PythonJson.quote(ITEMS) + ": " + PythonJson.list(photos) + "}";
    };
  }

  private static Map<String, String> head(RankingFormat format) {
    Map<String, String> head = new LinkedHashMap<>();
    if (format == RankingFormat.CIRR_RECALL || format == RankingFormat.CIRR_SUBSET) {
      head.put(VERSION, CIRR_VERSION);
      head.put(METRIC, format == RankingFormat.CIRR_RECALL ? RECALL : RECALL_SUBSET);
    }
    return head;
  }

  private static List<String> photos(RankingFormat format, Ranking ranking) {
    return format == RankingFormat.CIRR_SUBSET ? ranking.subset() : ranking.photos();
  }

  private static Ranking ranking(RankingFormat format, List<String> photos) {
    return format == RankingFormat.CIRR_SUBSET
        ? new Ranking(List.of(), photos)
        : new Ranking(photos);
  }

  private static String detail(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /// Reads the members of a file.
  private static final class Parser {
    private final Path file;
    private final JsonReader reader;
    private final Map<String, String> head = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private boolean headLast;
    private boolean numbers;
    private boolean texts;
    private boolean items;
    private boolean bare;

    Parser(Path file, JsonReader reader) {
      this.file = file;
      this.reader = reader;
    }

    RankingFile parse(boolean lineBreak) throws IOException {
      try {
        reader.beginObject();
        while (reader.hasNext()) {
          member(reader.nextName());
        }
        reader.endObject();
        if (reader.peek() != JsonToken.END_DOCUMENT) {
          throw invalid("more than one object");
        }
      } catch (MalformedJsonException
          | EOFException
          | IllegalStateException
          | JsonParseException e) {
        throw new AkinException(
            e, new Problem.RankingInvalid(file, reader.getPath(), String.valueOf(e.getMessage())));
      }
      RankingFormat format = format();
      Map<String, Ranking> rankings = new LinkedHashMap<>();
      lists.forEach((query, photos) -> rankings.put(query, ranking(format, photos)));
      return new RankingFile(format, head, headLast, new Rankings(rankings), lineBreak);
    }

    private void member(String name) throws IOException {
      if (lists.containsKey(name) || head.containsKey(name)) {
        throw invalid("two members " + name);
      }
      switch (reader.peek()) {
        case STRING -> {
          headLast |= !lists.isEmpty();
          head.put(name, reader.nextString());
        }
        case BEGIN_ARRAY -> {
          bare = true;
          lists.put(name, photos(name));
        }
        case BEGIN_OBJECT -> {
          items = true;
          reader.beginObject();
          if (!reader.nextName().equals(ITEMS)) {
            throw invalid("expected " + ITEMS);
          }
          lists.put(name, photos(name));
          reader.endObject();
        }
        default -> throw invalid("expected a list of photos");
      }
    }

    private List<String> photos(String query) throws IOException {
      List<String> photos = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      reader.beginArray();
      while (reader.hasNext()) {
        switch (reader.peek()) {
          case NUMBER -> numbers = true;
          case STRING -> texts = true;
          default -> throw invalid("expected the id of a photo");
        }
        String photo = reader.nextString();
        if (!seen.add(photo)) {
          throw new AkinException(new Problem.RankingRepeats(query, photo));
        }
        photos.add(photo);
      }
      reader.endArray();
      return photos;
    }

    private RankingFormat format() {
      if ((numbers && texts) || (items && bare)) {
        throw invalid("members of different forms");
      }
      String metric = head.get(METRIC);
      if (metric != null) {
        return switch (metric) {
          case RECALL -> RankingFormat.CIRR_RECALL;
          case RECALL_SUBSET -> RankingFormat.CIRR_SUBSET;
          default -> throw invalid(METRIC + " " + metric);
        };
      }
      if (items) {
        return RankingFormat.PINPOINT;
      }
      return numbers ? RankingFormat.CIRCO : RankingFormat.PLAIN;
    }

    private AkinException invalid(String detail) {
      return new AkinException(new Problem.RankingInvalid(file, reader.getPath(), detail));
    }
  }
}
