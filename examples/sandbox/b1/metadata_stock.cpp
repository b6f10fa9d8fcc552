// Types of bills of materials, special prices, price lists, stored queries and stock transfers.
#include "b1/metadata_tables.hpp"

namespace ledgerline::sandbox::b1 {

const char* const stock_metadata = R"(
type ProductTree
TreeCode text50 ks
TreeType enum:BoItemTreeTypes s iProductionTree
Quantity number s
DistributionRule text -
Project text -
DistributionRule2 text -
DistributionRule3 text -
DistributionRule4 text -
DistributionRule5 text -
PriceList int s 0
Warehouse text s
PlanAvgProdSize number -
HideBOMComponentsInPrintout enum:BoYesNoEnum - tNO
ProductDescription text s
ProductTreeLines list:ProductTreeLine s
ProductTreeStages list:ProductTreeStage -
type ProductTreeLine
ItemCode text50 s
Quantity number s
Warehouse text s
Price number s
Currency text s
IssueMethod enum:BoIssueMethod s
InventoryUOM text r
Comment text -
ParentItem text s
PriceList int s 0
DistributionRule text -
Project text -
DistributionRule2 text -
DistributionRule3 text -
DistributionRule4 text -
DistributionRule5 text -
WipAccount text -
ItemType enum:ProductionItemType s pit_Item
LineText text -
AdditionalQuantity number -
StageID int -
ChildNum int rs
VisualOrder int rs
ItemName text -
type SpecialPrice
ItemCode text50 ks
CardCode text15 ks
Price number s
Currency text s
DiscountPercent number s
PriceListNum int s 0
AutoUpdate enum:BoYesNoEnum s tYES
SourcePrice enum:SourceCurrencyEnum s sc_PrimaryCurrency
Valid enum:BoYesNoEnum s tYES
ValidFrom date s
ValidTo date s
SpecialPriceDataAreas list:SpecialPriceDataArea s
type SpecialPriceDataArea
PriceCurrency text s
AutoUpdate enum:BoYesNoEnum s tYES
Dateto date s
Discount number s
SpecialPrice number s
DateFrom date s
BPCode text rs
PriceListNo int s 0
ItemNo text rs
RowNumber int s
SpecialPriceQuantityAreas list:SpecialPriceQuantityArea s
type SpecialPriceQuantityArea
Quantity number s
SPDARowNumber int s
SpecialPrice number s
ItemNo text rs
BPCode text rs
RowNumber int s
PriceCurrency text s
Discountin number s
UoMEntry int s
type PriceList
RoundingMethod enum:BoRoundingMethod s borm_NoRounding
GroupNum enum:BoPriceListGroupNum s boplgn_Group2
BasePriceList int s
Factor number s
PriceListNo int ks
PriceListName text s
IsGrossPrice enum:BoYesNoEnum s tNO
Active enum:BoYesNoEnum s tYES
ValidFrom date s
ValidTo date s
DefaultPrimeCurrency text s
DefaultAdditionalCurrency1 text s
DefaultAdditionalCurrency2 text s
RoundingRule enum:BoRoundingRule s borrRoundOff
FixedAmount number s
type SQLQuery
SqlCode text20 ks
SqlName text100 s
SqlText text s
ParamList text s
CreateDate date s
UpdateDate date s
type StockTransfer
DocEntry int krs
Series int s
Printed enum:BoYesNoEnum - tNO
DocDate date s
DueDate date s
CardCode text s
CardName text s
Address text -
Reference1 text -
Reference2 text -
Comments text254 s
JournalMemo text50 s
PriceList int s
SalesPersonCode int -
FromWarehouse text s
ToWarehouse text s
CreationDate date rs
UpdateDate date rs
FinancialPeriod int r
TransNum int r
DocNum int rs
TaxDate date s
ContactPerson int -
FolioPrefixString text -
FolioNumber int -
DocObjectCode text -
AuthorizationStatus enum:StockTransferAuthorizationStatusEnum r
BPLID int rs
BPLName text r
VATRegNum text r
AuthorizationCode text -
StartDeliveryDate date -
StartDeliveryTime time -
EndDeliveryDate date -
EndDeliveryTime time -
VehiclePlate text -
ATDocumentType text -
EDocExportFormat int -
ElecCommStatus enum:ElecCommStatusEnum -
ElecCommMessage text r
PointOfIssueCode text -
Letter enum:FolioLetterEnum -
FolioNumberFrom int -
FolioNumberTo int -
AttachmentEntry int -
DocumentStatus enum:BoStatus rs bost_Open
ShipToCode text -
SAPPassport text -
LastPageFolioNumber int -
StockTransfer_ApprovalRequests list:StockTransfer_ApprovalRequest -
ElectronicProtocols list:ElectronicProtocol -
StockTransferLines list:StockTransferLine s
StockTransferTaxExtension complex:StockTransferTaxExtension -
DocumentReferences list:DocumentReference -
type StockTransferLine
LineNum int s
DocEntry int rs
ItemCode text50 s
ItemDescription text s
Quantity number s
Price number s
Currency text -
Rate number -
DiscountPercent number -
VendorNum text -
SerialNumber text -
WarehouseCode text s
FromWarehouseCode text s
ProjectCode text -
Factor number -
Factor2 number -
Factor3 number -
Factor4 number -
DistributionRule text -
DistributionRule2 text -
DistributionRule3 text -
DistributionRule4 text -
DistributionRule5 text -
UseBaseUnits enum:BoYesNoEnum - tNO
MeasureUnit text -
UnitsOfMeasurment number -
BaseType enum:InvBaseDocTypeEnum s Default
BaseLine int s
BaseEntry int s
UnitPrice number -
UoMEntry int - 0
UoMCode text r
InventoryQuantity number -
RemainingOpenQuantity number r
RemainingOpenInventoryQuantity number r
LineStatus enum:BoStatus rs
SerialNumbers list:SerialNumber s
BatchNumbers list:BatchNumber s
CCDNumbers list:CCDNumber -
StockTransferLinesBinAllocations list:StockTransferLinesBinAllocation -
)";

} // namespace ledgerline::sandbox::b1
