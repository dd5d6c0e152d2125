import CEdit
