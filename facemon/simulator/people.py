"""The people that the simulated device knows. Invented; any likeness is chance."""

from __future__ import annotations

import base64
import hashlib

import msgspec

BARRED = "Barred since March: theft"


class Known(msgspec.Struct, frozen=True):
    """Somebody enrolled on the device. `groups` are names; numbers are texts, as the device sends them."""

    user_id: str
    name: str
    type: int  # as in the document: 1 staff, 2 visitor; a barred person is enrolled as 5
    groups: tuple[str, ...] = ()
    job_number: str = ""
    ic_number: str = ""
    remark: str = ""
    id_number: str = ""  # base64, as the device sends it
    looks: str = ""  # see `facemon.simulator.faces.looks`


_STAFF = (
    ("李娜", "Finance", "10382", "2 black long"),
    ("王伟", "Security", "10021", "2 black short"),
    ("陈伟 Chen Wei", "R&D", "20417", "2 black short glasses"),
    ("刘洋", "Logistics", "30012", "3 black parted"),
    ("杨静", "Human Resources", "10440", "1 black bun"),
    ("赵敏", "R&D", "20455", "2 black long glasses"),
    ("黄磊", "Maintenance", "40108", "3 black short"),
    ("周杰", "IT", "50033", "2 black parted glasses"),
    ("吴秀英", "Canteen", "60007", "2 black bun"),
    ("欧阳文博", "R&D", "20499", "2 black parted"),
    ("Oluwaseun Adeyemi", "Logistics", "30077", "6 black short beard"),
    ("Ngozi Okonkwo", "Quality", "70015", "6 black bun"),
    ("Zoë Müller", "R&D", "20518", "1 blond long"),
    ("François Lefèvre", "Sales", "80122", "1 brown parted beard"),
    ("Siobhán O’Connor", "Finance", "10397", "0 red curly"),
    ("Łukasz Wójcik", "Maintenance", "40131", "1 brown bald beard"),
    ("Øystein Håland", "IT", "50041", "0 blond short"),
    ("José Ramírez Peña", "Logistics", "30099", "4 black short beard"),
    ("Nguyễn Thị Hương", "Quality", "70022", "3 black long"),
    ("İbrahim Yıldız", "Security", "10027", "3 black short beard"),
    ("Мария Иванова", "Finance", "10411", "1 blond bun"),
    ("Олександр Шевченко", "R&D", "20533", "1 brown short"),
    ("Γιώργος Παπαδόπουλος", "Sales", "80131", "3 black bald beard"),
    ("فاطمة الزهراء", "Human Resources", "10452", "3 black scarf"),
    ("محمد العربي", "IT", "50049", "4 black short beard"),
    ("Neha Sharma", "R&D", "20547", "5 black long"),
    ("Անի Գրիգորյան", "Logistics", "30114", "2 black curly"),
    ("山田 太郎", "Quality", "70031", "2 black short glasses"),
    ("佐藤 美咲", "Sales", "80140", "1 black long"),
    ("김지우", "R&D", "20561", "1 black parted"),
    ("Grace Mbatha", "Canteen", "60012", "7 black curly"),
    ("Tane Whatonga", "Maintenance", "40144", "4 black curly beard"),
    ("Anna-Karin Lindqvist-Söderström", "Human Resources", "10463", "0 blond long glasses"),
    ("Bob Ng", "IT", "50055", "2 grey bald glasses"),
)
_VISITORS = (
    ("Marta Kowalska", "Host: Facilities", "1 brown long"),
    ("孙丽", "接待人：李娜", "2 black bun"),
    ("Daniel Schröder", "Host: R&D", "1 grey parted glasses"),
    ("Aisha Rahman", "Host: Quality", "4 black scarf"),
    ("Petr Novák", "Host: Sales", "1 brown short"),
    ("徐浩", "接待人：陈伟", "3 black short"),
    ("Camille Dubois", "Host: Finance", "0 brown bun"),
    ("Tom Baker", "Host: Maintenance", "1 red bald beard"),
)


def _id_number(user_id: str) -> str:
    """Return what the device makes of an ID document's number: eight bytes in base64."""
    return base64.b64encode(hashlib.sha256(user_id.encode()).digest()[:8]).decode()


STAFF = tuple(
    Known(
        str(number), name, 1, (group, "All staff"), job_number, f"{7_400_000 + number * 97}", looks=looks,
        id_number=_id_number(str(number)) if number % 3 == 0 else "",
    )
    for number, (name, group, job_number, looks) in enumerate(_STAFF, 1)
)  # fmt: skip
VISITORS = tuple(
    Known(str(number), name, 2, ("Visitors",), remark=remark, looks=looks, id_number=_id_number(str(number)))
    for number, (name, remark, looks) in enumerate(_VISITORS, 201)
)
BLACKLISTED = Known("901", "张三 Zhang San", 5, ("Blacklist",), remark=BARRED, looks="3 black short")
EVERYBODY = (*STAFF, *VISITORS, BLACKLISTED)

_GROUP_NAMES = dict.fromkeys(name for person in EVERYBODY for name in person.groups)
_GROUPS = {name: {"id": str(number), "name": name} for number, name in enumerate(_GROUP_NAMES, 1)}


def groups_of(person: Known) -> list[dict[str, str]]:
    """Return a person's groups as the device sends them; one that no enrolled person is in has the id "0"."""
    return [_GROUPS.get(name) or {"id": "0", "name": name} for name in person.groups]
