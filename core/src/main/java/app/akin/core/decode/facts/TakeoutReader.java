package app.akin.core.decode.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.akin.core.photo.DateSource;
import app.akin.core.photo.Flag;
import app.akin.core.photo.Metadata.Place;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads the JSON file that Google Takeout stores beside a photo: time taken, place, caption, and
/// the mark of a favorite, which is a pick. Unreadable values are omitted.
record TakeoutReader(DateReader dates) {
  void read(byte[] file, MetadataBuilder metadata) {
    JsonObject json;
    try {
      JsonElement root = JsonParser.parseString(new String(file, UTF_8));
      if (!root.isJsonObject()) {
        return;
      }
      json = root.getAsJsonObject();
    } catch (RuntimeException | StackOverflowError e) {
      return;
    }
    JsonObject taken = object(json, "photoTakenTime");
    if (taken != null) {
      try {
        String timestamp = text(taken, "timestamp");
        if (timestamp != null && !timestamp.equals("0")) {
          metadata.date(
              dates.at(Instant.ofEpochSecond(Long.parseLong(timestamp)), DateSource.TAKEOUT));
        }
      } catch (NumberFormatException | DateTimeException e) {
        // No date.
      }
    }
    metadata.place(place(object(json, "geoData")));
    metadata.place(place(object(json, "geoDataExif")));
    metadata.caption(text(json, "description"));
    metadata.flag("true".equals(text(json, "favorited")) ? Flag.PICK : null);
  }

  private static @Nullable Place place(@Nullable JsonObject json) {
    if (json == null) {
      return null;
    }
    Double latitude = number(json, "latitude");
    Double longitude = number(json, "longitude");
    Double altitude = number(json, "altitude");
    return latitude == null || longitude == null
        ? null
        : new Place(latitude, longitude, altitude == null || altitude == 0 ? null : altitude);
  }

  private static @Nullable JsonObject object(JsonObject json, String name) {
    @Nullable JsonElement value = json.get(name);
    return value != null && value.isJsonObject() ? value.getAsJsonObject() : null;
  }

  private static @Nullable String text(JsonObject json, String name) {
    @Nullable JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : null;
  }

  private static @Nullable Double number(JsonObject json, String name) {
    try {
      String text = text(json, name);
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
