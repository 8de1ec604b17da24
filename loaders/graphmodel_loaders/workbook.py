"""stub"""


class Workbook:
    pass
