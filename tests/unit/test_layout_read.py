"""Layout problems as written: what is read, and every mistake with its code, its place and how to mend it."""

import json
from datetime import date
from fractions import Fraction
from math import hypot
from pathlib import Path

import openpyxl
import pytest

from zonewright.cli.layout_files import open_problem, write_answer
from zonewright.errors import InputError, Severity
from zonewright.layout.model import Need
from zonewright.layout.options import options_of
from zonewright.layout.projection import Projection, metres_between, shifted

SAMPLE = Path(__file__).parents[2] / "examples/layout-sample"
PROBLEM = """
title: A small zone
currency: CNY
objective: {weights: {placed: 1}}
levels: {waste_water: [domestic, industrial]}
"""
PROJECTS = "projects:\n  mill: {area: 900 m2}\n  shop: {area: 100 m2}\n"
#: A degree of longitude and of latitude near 44 N, in metres.
EAST, NORTH = 80_260, 111_114


def corner(x, y):
    return [round(125.4 + x / EAST, 7), round(44 + y / NORTH, 7)]


def box(x, y, wide, high):
    ring = [corner(x, y), corner(x + wide, y), corner(x + wide, y + high), corner(x, y + high)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def feature(id, kind="building", geometry=None, **says):
    return {"type": "Feature", "geometry": geometry, "properties": {"id": id, "kind": kind, **says}}


def park(**says):
    return feature("park-a", "park", box(0, 0, 500, 500), **says)


def hall(id="hall-1", x=10, wide=100, area=5000, **says):
    return feature(id, geometry=box(x, 10, wide, 50), **{"parent": "park-a", "area": area, **says})


@pytest.fixture
def problem(tmp_path):
    """Writes a problem folder and reads it."""

    def read(*features, text=PROBLEM, projects=PROJECTS):
        (tmp_path / "problem.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "projects.yaml").write_text(projects, encoding="utf-8")
        collection = {"type": "FeatureCollection", "features": list(features)}
        (tmp_path / "premises.geojson").write_text(json.dumps(collection, indent=1), encoding="utf-8")
        return open_problem(tmp_path)

    return read


@pytest.fixture
def findings(problem):
    """The findings about a problem that cannot be read."""

    def read(*features, **files):
        with pytest.raises(InputError) as caught:
            problem(*features, **files)
        assert all(one.hint and one.where.file for one in caught.value.diagnostics)
        return caught.value.diagnostics

    return read


def codes(found):
    return [one.code for one in found]


def test_a_part_has_from_its_whole_what_it_does_not_say(problem):
    whole = park(floor_load="3 t/m2", rent="20 CNY/m2-month", bonded="yes", **{"nodes.power": "n1"})
    site = problem(
        whole,
        hall(floor_load="8 t/m2"),
        hall("hall-2", x=200),
        text=PROBLEM + "nodes: {n1: {power: 2000 kVA}}\n",
    )
    one, other = site.problem.plots["hall-1"], site.problem.plots["hall-2"]
    assert (one.properties["floor_load"], other.properties["floor_load"]) == (8, 3)
    assert (one.rent, one.park, one.nodes, one.properties["bonded"]) == (20, "park-a", {"power": "n1"}, True)
    assert (one.area, one.shared) == (5000, False)


def test_what_is_not_stated_is_not_there(problem):
    plot = problem(park(), hall()).problem.plots["hall-1"]
    assert (dict(plot.properties), plot.rent, plot.verified_on) == ({}, None, None)


def test_a_park_is_no_plot_even_with_an_area(problem):
    assert set(problem(park(area="25 ha"), hall()).problem.plots) == {"hall-1"}


def test_units_are_turned_into_those_of_the_table(problem):
    land = feature("land", "parcel", box(200, 200, 200, 200), parent="park-a", area="30 mu", rail="2 km", steam="0.5 t/h")
    plot = problem(park(), land).problem.plots["land"]
    assert (plot.area, plot.properties["rail"], plot.properties["steam"]) == (20_000, 2_000, Fraction(1, 2))


def test_an_area_is_never_rounded_up_and_a_wish_never_down(problem):
    site = problem(park(), hall(area="999.9"), projects="projects: {mill: {area: 899.1}}")
    assert (site.problem.plots["hall-1"].area, site.problem.occupants["mill"].area) == (999, 900)


def test_a_project_says_its_needs_in_words_lists_and_braces(problem):
    site = problem(
        park(),
        hall(),
        projects="""
projects:
  mill:
    area: 900 m2
    needs:
      floor_load: at_least 5 t/m2
      land_use: one_of [industry, food]
      bonded: "yes"
      rail: 3 km
      crane: {at_most: 20}
      waste_water: industrial
""",
    )
    assert site.problem.occupants["mill"].needs == (
        Need("floor_load", "at_least", 5),
        Need("land_use", "one_of", ("industry", "food")),
        Need("bonded", "is", True),
        Need("rail", "at_most", 3000),
        Need("crane", "at_most", 20),
        Need("waste_water", "at_least", "industrial"),
    )


def test_figures_of_networks_are_made_whole_and_the_scale_is_told(problem):
    site = problem(
        park(**{"nodes.steam": "boiler"}),
        hall(),
        text=PROBLEM + "nodes: {boiler: {steam: 2.5 t/h}}\n",
        projects="projects: {mill: {area: 900, draws: {steam: 0.2 t/h}}}",
    )
    assert site.scales == {"steam": 10}
    assert (site.problem.nodes["boiler"].gives, site.problem.occupants["mill"].draws) == ({"steam": 25}, {"steam": 2})


def test_what_a_network_cannot_show_exactly_is_given_down_and_drawn_up(problem):
    site = problem(
        park(),
        hall(),
        text=PROBLEM + "nodes: {boiler: {steam: 1/3 t/h}}\n",
        projects="projects: {mill: {area: 900, draws: {steam: 1/7001 t/h}}}",
    )
    assert (site.problem.nodes["boiler"].gives["steam"], site.problem.occupants["mill"].draws["steam"]) == (333, 1)


def test_rules_between_projects_are_read_from_both_files(problem):
    pair = "{one: mill, other: shop, amount: 4}"
    rules = f"rules: {{flows: [{pair}], synergies: [{pair[:-1]}, within: 50}}]}}\n"
    site = problem(
        park(),
        hall(),
        text=PROBLEM + rules,
        projects="projects: {mill: {area: 9, apart_from: {shop: 300 m}, flows: {shop: 1}}, shop: {area: 9}}",
    )
    flows = [(one.one, one.other, one.amount) for one in site.problem.flows]
    assert flows == [("mill", "shop", 1), ("mill", "shop", 4)]
    assert [(one.one, one.other, one.metres) for one in site.problem.apart] == [("mill", "shop", 300)]
    assert site.problem.synergies[0].within == 50


def test_tables_in_csv_and_xlsx_say_the_same_as_geojson_and_yaml(problem, tmp_path):
    whole = park(floor_load="3 t/m2")
    by_geojson = problem(
        whole, hall(), projects="projects: {mill: {area: 900, needs: {floor_load: 2}, worth: {park-a: 7}, options: [hall-1]}}"
    )
    rows = [["id", "kind", "parent", "area", "floor_load", "outline"]]
    for one in (whole, hall()):
        says = one["properties"]
        ring = ", ".join(f"{x} {y}" for x, y in one["geometry"]["coordinates"][0])
        own = [says.get(key, "") for key in rows[0][:-1]]
        rows.append([*own, f"POLYGON (({ring}))"])
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "premises.xlsx")
    table = "id,area,needs.floor_load,worth.park-a,options\nmill,900,2,7,hall-1\n"
    (tmp_path / "projects.csv").write_text(table, encoding="utf-8")
    (tmp_path / "premises.geojson").unlink()
    (tmp_path / "projects.yaml").unlink()
    assert open_problem(tmp_path).problem == by_geojson.problem


def test_every_mistake_is_told_at_once(findings):
    found = findings(
        park(floor_load="heavy"),
        hall(area="NaN"),
        hall("hall-2", x=200, parent="park-z"),
        hall("hall-2", x=300),
        projects="projects: {mill: {area: -4}, shop: {area: 9, needs: {flor_load: 5}}}",
    )
    assert sorted(codes(found)) == ["ZW922", "ZW923", "ZW924", "ZW924", "ZW925", "ZW926"]
    assert all(one.where.line for one in found)


@pytest.mark.parametrize("area", ["NaN", "Infinity", "-5", "0", "much", "1e99999"])
def test_an_area_is_a_number_above_zero(findings, area):
    assert codes(findings(park(), hall(area=area))) == ["ZW924"]


def test_nan_as_json_writes_it_is_no_area(findings):
    assert codes(findings(park(), hall(area=float("nan")))) == ["ZW924"]


def test_a_power_in_kw_is_not_taken_for_kva(findings):
    assert codes(findings(park(power="500 kW"), hall())) == ["ZW925"]


def test_a_rent_in_another_currency_is_not_taken_as_it_is(findings):
    assert codes(findings(park(rent="20 KRW/m2-month"), hall())) == ["ZW925"]


def test_an_unknown_key_is_named_with_the_nearest_known(findings):
    [found] = findings(park(flor_load=3), hall())
    assert (found.code, found.hint) == ("ZW017", "did you mean `floor_load`?")


def test_a_whole_must_be_wider_than_its_parts(findings):
    inside = feature("park-b", "park", box(20, 20, 10, 10), parent="hall-1")
    assert codes(findings(park(), hall(), inside)) == ["ZW923"]


def test_halls_do_not_hold_one_another_in_a_circle(findings):
    one, other = hall(parent="hall-2"), hall("hall-2", x=200, parent="hall-1")
    assert codes(findings(park(), one, other)) == ["ZW923", "ZW923"]


def test_a_distance_to_keep_is_rounded_up_and_one_to_stay_within_down(problem):
    pair = "{one: mill, other: shop, metres: 300.4}"
    site = problem(park(), hall(), text=PROBLEM + f"rules: {{apart: [{pair}], together: [{pair}]}}\n")
    assert (site.problem.apart[0].metres, site.problem.together[0].metres) == (301, 300)


def test_a_plot_does_not_hold_another_plot(findings):
    unit = feature("unit-1", "unit", box(12, 12, 20, 20), parent="hall-1", area=400)
    assert codes(findings(park(), hall(), unit)) == ["ZW936"]


def test_premises_without_a_plot_are_told(findings):
    assert codes(findings(park())) == ["ZW921"]


def swapped(one):
    rings = [[[y, x] for x, y in ring] for ring in one["geometry"]["coordinates"]]
    return {**one, "geometry": {"type": "Polygon", "coordinates": rings}}


def test_latitude_before_longitude_is_told_once_for_all(findings):
    [found] = findings(swapped(park()), swapped(hall()))
    assert (found.code, "and of 1 more" in found.message) == ("ZW928", True)


def test_swapped_axes_are_seen_where_both_orders_are_on_earth(findings):
    def near_seoul(one):
        rings = [[[x - 125.4 + 37, y - 44 + 47] for x, y in ring] for ring in one["geometry"]["coordinates"]]
        return {**one, "geometry": {"type": "Polygon", "coordinates": rings}}

    others = [near_seoul(one) for one in (park(), hall(), hall("hall-2", x=200))]
    odd = swapped(near_seoul(hall("hall-3", x=350)))
    assert codes(findings(*others, odd)) == ["ZW928"]


def test_metres_of_a_projection_are_no_degrees(findings):
    ring = [[500_000, 4_870_000], [500_100, 4_870_000], [500_100, 4_870_100], [500_000, 4_870_000]]
    odd = feature("hall-1", geometry={"type": "Polygon", "coordinates": [ring]}, area=900)
    assert codes(findings(odd)) == ["ZW929"]


def test_another_reference_system_is_refused(tmp_path, problem):
    problem(park(), hall())
    path = tmp_path / "premises.geojson"
    named = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **named}), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_problem(tmp_path)
    assert codes(caught.value.diagnostics) == ["ZW929"]


def with_ring(ring):
    return feature("hall-1", geometry={"type": "Polygon", "coordinates": [ring]}, area=900)


def test_an_open_ring_is_told(findings):
    ring = [corner(0, 0), corner(10, 0), corner(10, 10), corner(0, 10)]
    assert codes(findings(with_ring(ring))) == ["ZW930"]


def test_an_outline_that_crosses_itself_is_told(findings):
    ring = [corner(0, 0), corner(100, 100), corner(100, 0), corner(0, 100), corner(0, 0)]
    [found] = findings(with_ring(ring))
    assert (found.code, "self-intersection" in found.message) == ("ZW931", True)


def test_a_line_is_no_outline(findings):
    assert "ZW931" in codes(findings(with_ring([corner(0, 0), corner(10, 0), corner(0, 0)])))


def test_a_position_that_is_no_number_is_told(findings):
    assert "ZW929" in codes(findings(with_ring([corner(0, 0), ["east", 44], corner(10, 10), corner(0, 0)])))


def test_halls_that_overlap_are_told_and_those_that_touch_are_not(findings, problem):
    assert codes(findings(park(), hall(), hall("hall-2", x=80))) == ["ZW932"]
    assert problem(park(), hall(), hall("hall-2", x=110)).warnings == ()


def test_units_may_lie_above_one_another_but_not_on_one_floor(findings, problem):
    def unit(id, floor):
        return feature(id, "unit", box(10, 10, 50, 40), parent="hall-1", area=2000, floor=floor)

    block = {**hall(), "properties": {"id": "hall-1", "kind": "building", "parent": "park-a"}}
    assert len(problem(park(), block, unit("u1", "1"), unit("u2", "2")).problem.plots) == 2
    assert codes(findings(park(), block, unit("u1", "1"), unit("u2", "1"))) == ["ZW932"]


def test_a_part_outside_its_whole_is_a_warning(problem):
    [found] = problem(park(), hall(x=450)).warnings
    assert (found.code, found.severity) == ("ZW933", Severity.WARNING)


def test_an_area_in_mu_that_is_taken_for_square_metres_is_a_warning_with_the_unit(problem):
    land = feature("land", "parcel", box(100, 100, 200, 200), parent="park-a", area=60)
    [found] = problem(park(), land).warnings
    assert (found.code, "`60 mu`" in found.hint) == ("ZW935", True)


def reference(position):
    x, y = position
    return f'reference: [{{premise: park-a, longitude: "{x / 10**7}", latitude: "{y / 10**7}"}}]\n'


MIDDLE = (1254000000 + round(250 / EAST * 10**7), 440000000 + round(250 / NORTH * 10**7))


def test_premises_drawn_on_a_shifted_map_are_found_by_a_reference(findings):
    def moved(one):
        rings = [[[v / 10**7 for v in shifted((round(x * 10**7), round(y * 10**7)))] for x, y in ring]
                 for ring in one["geometry"]["coordinates"]]  # fmt: skip
        return {**one, "geometry": {"type": "Polygon", "coordinates": rings}}

    [found] = findings(moved(park()), moved(hall()), text=PROBLEM + reference(MIDDLE))
    assert (found.code, "GCJ-02" in found.hint) == ("ZW934", True)


def test_a_reference_from_a_shifted_map_is_found_too(findings):
    [found] = findings(park(), hall(), text=PROBLEM + reference(shifted(MIDDLE)))
    assert (found.code, "the reference" in found.message) == ("ZW934", True)


def test_a_reference_that_fits_says_nothing(problem):
    assert problem(park(), hall(), text=PROBLEM + reference(MIDDLE)).warnings == ()


def test_the_shift_is_the_published_one():
    """The pair of positions that the conversion libraries give as their example."""
    assert shifted((1164040000, 399150000)) == pytest.approx((1164102445, 399164045), abs=5)


def test_a_degree_is_as_long_as_the_ellipsoid_says():
    """At 45 N a degree of latitude is 111,132 m, a degree of longitude 78,847 m."""
    projection = Projection((100000000, 450000000))
    north = projection.point((100000000, 455000000))[1] - projection.point((100000000, 445000000))[1]
    east = projection.point((105000000, 450000000))[0] - projection.point((95000000, 450000000))[0]
    assert (round(north), round(east)) == (111_132, 78_847)


def test_the_projection_keeps_lengths():
    """Ten kilometres from the middle a length is what it is at the middle."""
    projection = Projection(MIDDLE)
    for x, y in ((0, 0), (900_000, 0), (0, 900_000), (-900_000, 900_000)):
        one, other = ((MIDDLE[0] + x + step, MIDDLE[1] + y) for step in (0, 10_000))
        (a, b), (c, d) = projection.point(one), projection.point(other)
        assert hypot(a - c, b - d) == pytest.approx(metres_between(one, other), rel=0.004)


def test_metres_and_degrees_do_not_go_together(findings):
    odd = feature("hall-2", area=900, location=[100, 200])
    assert codes(findings(park(), hall(), odd)) == ["ZW938"]


def test_premises_may_lie_in_metres_alone(problem):
    site = problem(feature("a", area=900, location=[100, 200]), feature("b", area=900, location=[100.6, -40]))
    assert [(plot.x, plot.y) for plot in site.problem.plots.values()] == [(100, 200), (101, -40)]


def test_a_plot_without_a_place_matters_where_distances_are_asked_for(findings, problem):
    assert problem(feature("a", area=900)).problem.plots["a"].area == 900
    asks = "projects: {mill: {area: 9, sensitive_to: {dust: 300 m}}}"
    assert codes(findings(feature("a", area=900), projects=asks)) == ["ZW937"]


def test_days_and_sizes_are_the_right_way_round(findings):
    found = findings(
        park(),
        hall(**{"available.from": "2027-01-01", "available.until": "2026-01-01"}),
        projects="projects: {mill: {area: 9, preferred: 8, from: 2027-01-01, until: 2027-01-01}}",
    )
    assert codes(found) == ["ZW939", "ZW939", "ZW939"]


def test_days_are_read_half_open(problem):
    plot = problem(park(), hall(**{"available.from": "2027-01-01"})).problem.plots["hall-1"]
    assert (plot.available.start, plot.available.end) == (date(2027, 1, 1), None)


@pytest.mark.parametrize(
    ("projects", "code"),
    [
        ("projects: {mill: {area: 9, apart_from: {shp: 3 m}}, shop: {area: 9}}", "ZW941"),
        ("projects: {mill: {area: 9, flows: {mill: 3}}}", "ZW941"),
        ("projects: {mill: {area: 9, needs: {floor_load: one_of 3}}}", "ZW942"),
        ("projects: {mill: {area: 9, needs: {waste_water: dirty}}}", "ZW927"),
        ("projects: {mill: {area: 9, needs: {exhaust: strong}}}", "ZW927"),
        ("projects: {mill: {area: 9, draws: {oil: 3}}}", "ZW012"),
        ("projects: [{id: mill, area: 9}, {id: mill, area: 9}]", "ZW922"),
    ],
)
def test_a_mistake_in_a_project_has_its_code(findings, projects, code):
    assert codes(findings(park(), hall(), projects=projects)) == [code]


def test_a_node_that_is_not_there_or_gives_nothing_of_the_kind_is_told_once(findings):
    found = findings(
        park(**{"nodes.power": "n9", "nodes.water": "n1"}),
        hall(),
        hall("hall-2", x=200),
        text=PROBLEM + "nodes: {n1: {power: 9}}\n",
    )
    assert codes(found) == ["ZW943", "ZW943"]


def test_a_level_that_a_park_states_must_be_known(findings):
    assert codes(findings(park(waste_water="dirty"), hall())) == ["ZW927"]


def test_a_folder_lacks_files_or_has_two_of_a_kind(tmp_path, problem):
    problem(park(), hall())
    (tmp_path / "premises.csv").write_text("id,kind\n", encoding="utf-8")
    (tmp_path / "projects.yaml").unlink()
    with pytest.raises(InputError) as caught:
        open_problem(tmp_path)
    assert codes(caught.value.diagnostics) == ["ZW920", "ZW920"]


def test_a_table_without_its_columns_is_told_once(tmp_path, problem):
    problem(park(), hall())
    (tmp_path / "projects.yaml").unlink()
    (tmp_path / "projects.csv").write_text("name,size\nmill,9\nshop,8\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_problem(tmp_path)
    assert codes(caught.value.diagnostics) == ["ZW025"]


def test_the_sample_can_be_read_and_says_that_it_is_one():
    site = open_problem(SAMPLE)
    assert site.sample
    assert site.warnings == ()
    options = options_of(site.problem)
    assert not options["forging-press"]
    assert len(options["beverage-plant"]) == 1


def test_an_answer_is_written_whole_or_not_at_all(tmp_path):
    """What cannot be replaced leaves the others as they were."""
    write_answer(tmp_path / "out", {"a": "1", "b": "1"})
    (tmp_path / "out/b").unlink()
    (tmp_path / "out/b").mkdir()
    with pytest.raises(InputError):
        write_answer(tmp_path / "out", {"a": "2", "b": "2"})
    assert (tmp_path / "out/a").read_text() == "1"
    (tmp_path / "out/b").rmdir()
    write_answer(tmp_path / "out", {"a": "2", "b": "2"})
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a", "b"]
    assert (tmp_path / "out/a").read_text() == "2"
